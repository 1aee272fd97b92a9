import type { Instance } from "@osorganicai/instance";

/** Every address of the local server. `/api/report…` exists only here: it is for the person at this machine. */
export function createDevRoutes(instance: Instance): (request: Request) => Promise<Response> {
  const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    "/api/webhooks": (request) => instance.webhooks(request),
    "/api/health": (request) => instance.health(request),
    "/api/report": async () => Response.json(await readReport(instance)),
    "/api/report/actions": async ({ url }) => Response.json(await readActions(instance, url)),
  };
  return async function handleDevRequest(request) {
    const { pathname } = new URL(request.url);
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    return (
      (await route?.(request)) ??
      Response.json({ error: "not_found", message: `There is nothing at ${pathname}.` }, { status: 404 })
    );
  };
}

/** One after the other: the embedded database has one session anyway. */
async function readReport(instance: Instance): Promise<object> {
  const report = await instance.report();
  return {
    summary: await report.summary(),
    conversations: await report.conversations(),
    deliveries: await report.deliveries(),
    runs: await instance.runs(),
    effects: await report.effects(),
    modelCalls: await report.modelCalls(),
  };
}

async function readActions(instance: Instance, url: string): Promise<readonly object[]> {
  const after = Number(new URL(url).searchParams.get("after") ?? 0);
  return (await instance.report()).actions({ after: Number.isFinite(after) ? after : 0 });
}
