import { asObject, type JsonObject } from "../json.ts";
import type { Twin } from "../twin.ts";
import type { WebhookDelivery } from "../webhooks/create-webhooks.ts";
import type { ApiAnswer, ApiCall, ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { requireApp, requirePermission, requireRepository } from "./require.ts";

/** `apps/get-webhook-config-for-app`: the secret is shown as asterisks, as on GitHub. */
export const getWebhookConfig: ApiHandler = async (twin, call) => {
  requireApp(call);
  return { status: 200, body: configOf(twin) };
};

/** `apps/list-webhook-deliveries`: newest first. The `Link` header's `cursor` leads to older ones. */
export const listDeliveries: ApiHandler = async (twin, call) => {
  requireApp(call);
  return listOf(twin, call, twin.webhooks.deliveries());
};

/** `apps/get-webhook-delivery`: with headers and payload. */
export const getDelivery: ApiHandler = async (twin, call) => {
  requireApp(call);
  return detailOf(requireDelivery(twin.webhooks.deliveries(), call));
};

/** `apps/redeliver-webhook-delivery`. */
export const redeliver: ApiHandler = async (twin, call) => {
  requireApp(call);
  twin.webhooks.redeliver(requireDelivery(twin.webhooks.deliveries(), call));
  return { status: 202, body: {} };
};

/** Every repository's webhook is the App's, seen by whoever administers the repository. */
const HOOK_ID = 1;

/** `repos/list-webhooks`. */
export const listHooks: ApiHandler = async (twin, call) => {
  const { fullName } = requireRepository(twin, call);
  requirePermission(call, "admin");
  const url = new URL(`/repos/${fullName}/hooks/${HOOK_ID}`, twin.url).href;
  const hook = {
    type: "Repository",
    id: HOOK_ID,
    name: "web",
    active: true,
    events: twin.app.events,
    config: configOf(twin),
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: { code: null, status: "unused", message: null },
  };
  return { status: 200, body: twin.webhooks.target() ? [hook] : [] };
};

/** `repos/list-webhook-deliveries`. */
export const listHookDeliveries: ApiHandler = async (twin, call) =>
  listOf(twin, call, deliveriesOfHook(twin, call));

/** `repos/get-webhook-delivery`. */
export const getHookDelivery: ApiHandler = async (twin, call) =>
  detailOf(requireDelivery(deliveriesOfHook(twin, call), call));

/** `repos/redeliver-webhook-delivery`. */
export const redeliverFromHook: ApiHandler = async (twin, call) => {
  twin.webhooks.redeliver(requireDelivery(deliveriesOfHook(twin, call), call));
  return { status: 202, body: {} };
};

function deliveriesOfHook(twin: Twin, call: ApiCall): readonly WebhookDelivery[] {
  const { id } = requireRepository(twin, call);
  requirePermission(call, "admin");
  if (Number(call.parameters["hook_id"]) !== HOOK_ID) throw notFound();
  return twin.webhooks.deliveries().filter(({ repositoryId }) => repositoryId === id);
}

function configOf({ webhooks }: Twin): JsonObject {
  const target = webhooks.target();
  const known = target ? { url: target.url, ...(target.secret !== "" && { secret: "********" }) } : {};
  return { content_type: "json", insecure_ssl: "0", ...asObject(known) };
}

function listOf(twin: Twin, call: ApiCall, deliveries: readonly WebhookDelivery[]): ApiAnswer {
  const size = Math.min(Number(call.query.get("per_page") ?? 30), 100);
  const cursor = call.query.get("cursor");
  const before = cursor === null ? Number.POSITIVE_INFINITY : parseCursor(cursor);
  const older = [...deliveries].reverse().filter(({ id }) => id < before);
  const page = older.slice(0, size);
  const last = page.at(-1);
  const next = last && older.length > size ? nextAddress(twin, call, `v1_${last.id}`) : undefined;
  return {
    status: 200,
    body: page.map(deliveryItem),
    ...(next !== undefined && { headers: { link: `<${next}>; rel="next"` } }),
  };
}

function detailOf(delivery: WebhookDelivery): ApiAnswer {
  const { url, requestHeaders, body, responseBody } = delivery;
  return {
    status: 200,
    body: {
      ...deliveryItem(delivery),
      url,
      request: { headers: requestHeaders, payload: JSON.parse(body) },
      response: { headers: {}, payload: responseBody },
    },
  };
}

function deliveryItem(delivery: WebhookDelivery): JsonObject {
  const { id, guid, deliveredAt, redelivery, durationSeconds, statusCode, event, action } = delivery;
  return {
    id,
    guid,
    delivered_at: deliveredAt,
    redelivery,
    duration: durationSeconds,
    status: statusText(statusCode),
    status_code: statusCode,
    event,
    action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function statusText(statusCode: number): string {
  if (statusCode === 0) return "failed to connect to host";
  return statusCode >= 200 && statusCode < 300 ? "OK" : `Invalid HTTP Response: ${statusCode}`;
}

function requireDelivery(deliveries: readonly WebhookDelivery[], { parameters }: ApiCall): WebhookDelivery {
  const delivery = deliveries.find(({ id }) => id === Number(parameters["delivery_id"]));
  if (!delivery) throw notFound();
  return delivery;
}

function parseCursor(cursor: string): number {
  const [, id] = /^v1_(\d+)$/.exec(cursor) ?? [];
  if (id === undefined) throw new ApiFailure(422, "Invalid cursor.");
  return Number(id);
}

function nextAddress({ url }: Twin, { path }: ApiCall, cursor: string): string {
  const address = new URL(path, url);
  address.searchParams.set("cursor", cursor);
  return address.href;
}
