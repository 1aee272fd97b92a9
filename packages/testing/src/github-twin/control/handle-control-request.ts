import type { TwinFault } from "../faults/twin-fault.ts";
import type { TwinAnswer, TwinRequest } from "../http.ts";
import type { WebhookTarget } from "../webhooks/create-webhooks.ts";
import type { TwinControl } from "./create-twin-control.ts";

/** Whether a path is none of GitHub's. */
export function isControlPath(path: string): boolean {
  return path.startsWith("/_twin/");
}

/** The same control as within the process, for whoever is in another one. */
const routes: Readonly<Record<string, (control: TwinControl, body: unknown) => Promise<unknown>>> = {
  "GET /_twin/facts": async ({ facts }) => facts,
  "GET /_twin/journal": (control) => control.journal(),
  "GET /_twin/idle": (control) => control.idle(),
  "PUT /_twin/webhook": (control, body) => control.setWebhook(body as WebhookTarget),
  "PUT /_twin/faults": (control, body) => control.setFaults(body as readonly TwinFault[]),
  "POST /_twin/redeliver-failed": (control) => control.redeliverFailed(),
};

/** Answers a request about the twin itself. */
export async function handleControlRequest(control: TwinControl, request: TwinRequest): Promise<TwinAnswer> {
  const route = routes[`${request.method} ${request.path}`];
  if (!route) return { status: 404, body: { message: `The twin has no ${request.method} ${request.path}.` } };
  const body: unknown = request.body.length === 0 ? undefined : JSON.parse(request.body.toString());
  return { status: 200, body: { result: (await route(control, body)) ?? null } };
}
