import type { Instance } from "@osorganicai/instance";

type Handler = (request: Request) => Promise<Response>;

/** Every address of the local server. `/api/report…` exists only here: it is for the person at this machine. */
export function createDevRoutes(
  instance: Pick<Instance, "webhooks" | "health" | "report" | "runs">,
): Handler {
  const routes: Readonly<Record<string, Handler>> = {
    "/api/webhooks": (request) => instance.webhooks(request),
    "/api/health": (request) => instance.health(request),
    "/api/report": forThisMachine(() => readReport(instance)),
    "/api/report/summary": forThisMachine(async () => (await instance.report()).summary()),
    "/api/report/actions": forThisMachine(({ url }) => readActions(instance, url)),
  };
  return async function handleDevRequest(request) {
    const { pathname } = new URL(request.url);
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    return (
      (await route?.(request)) ??
      refuse(404, { error: "not_found", message: `There is nothing at ${pathname}.` })
    );
  };
}

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Answers who asks for this machine by its own names. A page on the internet may point a name of its own at 127.0.0.1,
 * and a tunnel for webhooks brings its name along; neither may read what stands in the database.
 */
function forThisMachine(read: (request: Request) => Promise<object>): Handler {
  return async (request) => {
    if (!loopbackNames.includes(new URL(request.url).hostname))
      return refuse(403, {
        error: "host_refused",
        message: "The report is only for this machine. Ask for it at 127.0.0.1.",
      });
    if (request.method !== "GET")
      return refuse(
        405,
        { error: "method_not_allowed", message: "The report can only be read. Use GET." },
        { allow: "GET" },
      );
    return Response.json(await read(request));
  };
}

function refuse(
  status: number,
  body: { readonly error: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(body, { status, headers });
}

/** One after the other: the embedded database has one session anyway. */
async function readReport(instance: Pick<Instance, "report" | "runs">): Promise<object> {
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

async function readActions(instance: Pick<Instance, "report">, url: string): Promise<readonly object[]> {
  const after = Number(new URL(url).searchParams.get("after") ?? 0);
  return (await instance.report()).actions({ after: Number.isFinite(after) ? after : 0 });
}
