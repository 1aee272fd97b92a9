import type { JsonObject } from "../json.ts";
import type { Twin } from "../twin.ts";
import type { WebhookDelivery } from "../webhooks/create-webhooks.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { requireApp } from "./require.ts";

/** `apps/get-webhook-config-for-app`: the secret is shown as asterisks, as on GitHub. */
export const getWebhookConfig: ApiHandler = async (twin, call) => {
  requireApp(call);
  const target = twin.webhooks.target();
  const known = target ? { url: target.url, ...(target.secret !== "" && { secret: "********" }) } : {};
  return { status: 200, body: { content_type: "json", insecure_ssl: "0", ...known } };
};

/** `apps/list-webhook-deliveries`: newest first. The `Link` header's `cursor` leads to older ones. */
export const listDeliveries: ApiHandler = async (twin, call) => {
  requireApp(call);
  const size = Math.min(Number(call.query.get("per_page") ?? 30), 100);
  const cursor = call.query.get("cursor");
  const before = cursor === null ? Number.POSITIVE_INFINITY : parseCursor(cursor);
  const older = [...twin.webhooks.deliveries()].reverse().filter(({ id }) => id < before);
  const page = older.slice(0, size);
  const last = page.at(-1);
  const next = last && older.length > size ? nextAddress(twin, call, `v1_${last.id}`) : undefined;
  return {
    status: 200,
    body: page.map(deliveryItem),
    ...(next !== undefined && { headers: { link: `<${next}>; rel="next"` } }),
  };
};

/** `apps/get-webhook-delivery`: with headers and payload. */
export const getDelivery: ApiHandler = async (twin, call) => {
  requireApp(call);
  const delivery = requireDelivery(twin, call);
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
};

/** `apps/redeliver-webhook-delivery`. */
export const redeliver: ApiHandler = async (twin, call) => {
  requireApp(call);
  twin.webhooks.redeliver(requireDelivery(twin, call));
  return { status: 202, body: {} };
};

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

function requireDelivery({ webhooks }: Twin, { parameters }: ApiCall): WebhookDelivery {
  const delivery = webhooks.deliveries().find(({ id }) => id === Number(parameters["delivery_id"]));
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
