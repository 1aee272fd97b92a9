import {
  createDelivery,
  type DeliveryStore,
  type Logger,
  OSOrganicError,
  silentLogger,
} from "@osorganicai/core";
import { checkRequest, readDeliveryHeaders } from "./check-request.ts";
import { assertFitsEvent } from "./fits-event.ts";
import { readBody } from "./read-body.ts";
import { respondToError } from "./respond-to-error.ts";
import { verifySignature } from "./verify-signature.ts";
import { withDeadline } from "./with-deadline.ts";

/** What the intake needs. */
export interface WebhookHandlerOptions {
  /** Every secret that is valid now: the current one, and the previous one while it is being rotated. */
  readonly secrets: readonly string[];
  readonly deliveries: DeliveryStore;
  /** @default silent */
  readonly log?: Logger;
  /** Longest accepted body. @default 26_214_400 (25 MiB, GitHub's cap: https://docs.github.com/webhooks/webhook-events-and-payloads) */
  readonly maxBodyBytes?: number;
  /** Longest wait for the whole body. @default 5_000 */
  readonly bodyTimeoutMs?: number;
  /** Longest wait for the database. @default 3_000; together with the body below the 10 s after which GitHub hangs up */
  readonly recordTimeoutMs?: number;
}

/**
 * HTTP in, one durable row out. No agent runs here: GitHub hangs up after 10 s.
 *
 * Answers 202 when the delivery is stored (or was before), 409 when its id was stored with another body, 401 for every doubt about the signature, 4xx with a sentence
 * for everything else that is wrong with the request, 503 when the row is not durable and the sender must try again.
 * @throws OSOrganicError `config_invalid` at creation, when there is no secret
 */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: Request) => Promise<Response> {
  const {
    secrets,
    deliveries,
    log = silentLogger,
    maxBodyBytes = 25 * 1024 * 1024,
    bodyTimeoutMs = 5000,
    recordTimeoutMs = 3000,
  } = options;
  assertSecrets(secrets);

  return async function handleWebhook(request) {
    try {
      const signature = checkRequest(request, maxBodyBytes);
      const body = await readBody(request, { maxBodyBytes, timeoutMs: bodyTimeoutMs });
      verifySignature(body, signature, secrets);
      const delivery = createDelivery(readDeliveryHeaders(request), body);
      assertFitsEvent(delivery);
      const { id, event } = delivery;
      const status = await withDeadline(deliveries.record(delivery), recordTimeoutMs);
      if (status === "conflict") throw conflict(id);
      log.info("delivery.accepted", {
        deliveryId: id,
        githubEvent: event,
        action: delivery.action,
        subject: delivery.subject,
        status,
      });
      return Response.json({ status, id }, { status: 202 });
    } catch (error) {
      return respondToError(error, log);
    }
  };
}

function conflict(id: string): OSOrganicError {
  return new OSOrganicError(
    "delivery_conflict",
    `The delivery ${id} was stored before with another body. Nothing was changed. GitHub gives every delivery an id of its own.`,
    { details: { deliveryId: id } },
  );
}

function assertSecrets(secrets: readonly string[]): void {
  if (secrets.length > 0 && secrets.every((secret) => secret !== "")) return;
  throw new OSOrganicError(
    "config_invalid",
    "The webhook handler needs at least one secret, and none may be empty. Set GITHUB_WEBHOOK_SECRET.",
  );
}
