import {
  type Clock,
  createDelivery,
  type Delivery,
  type DeliveryStore,
  type LogFields,
  type Logger,
  OSOrganicError,
  type RecordStatus,
  silentLogger,
  systemClock,
} from "@osorganicai/core";
import { checkRequest } from "./check-request.ts";
import { createByteBudget } from "./create-byte-budget.ts";
import { createDeadline } from "./create-deadline.ts";
import { createRefusalLog } from "./create-refusal-log.ts";
import { createSourceGuard, type SourceOptions } from "./create-source-guard.ts";
import { assertFitsEvent } from "./fits-event.ts";
import { plainJson, toHandler } from "./plain-response.ts";
import { readBody } from "./read-body.ts";
import { respondToError } from "./respond-to-error.ts";
import { verifySignature } from "./verify-signature.ts";
import type { WebhookRequest } from "./webhook-request.ts";

/** What the intake needs. */
export interface WebhookHandlerOptions extends SourceOptions {
  /** Every secret that is valid now: the current one, and the previous one while it is being rotated. */
  readonly secrets: readonly string[];
  readonly deliveries: DeliveryStore;
  /** @default silent */
  readonly log?: Logger;
  /** Answers 404 to every other path. @default whatever was routed here */
  readonly path?: string;
  /** Longest accepted body. @default 26_214_400 (25 MiB, GitHub's cap: https://docs.github.com/webhooks/webhook-events-and-payloads) */
  readonly maxBodyBytes?: number;
  /** Bytes of all bodies that are in flight together; who finds no room waits, 5 s at most. @default 20_971_520 (20 MiB) */
  readonly maxBytesInFlight?: number;
  /** Longest wait for the whole body. @default 5_000 */
  readonly bodyTimeoutMs?: number;
  /** Longest wait for everything, the database included. @default 8_000, because GitHub hangs up after 10 s */
  readonly timeoutMs?: number;
  /** @default the machine's */
  readonly clock?: Clock;
}

/** How long a body waits for room in memory: of a burst as much as can be stored until GitHub hangs up should find some. */
const WAIT_FOR_ROOM_MS = 5000;

/**
 * HTTP in, one durable row out. No agent runs here: GitHub hangs up after 10 s.
 *
 * Answers 202 when the delivery is stored (or was before), 401 for every doubt about the signature, 4xx with a sentence
 * for everything else that is wrong with the request, 503 when the row is not durable and the sender must try again.
 * @throws OSOrganicError `config_invalid` at creation, when there is no secret
 */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: WebhookRequest) => Promise<Response> {
  const { log = silentLogger, clock = systemClock, timeoutMs = 8000 } = options;
  assertSecrets(options.secrets);
  const guard = createSourceGuard(options, clock);
  const accept = createAccept(options);
  const logRefusal = createRefusalLog(log, clock);

  return toHandler(async function answer(request) {
    const deadline = createDeadline(timeoutMs);
    try {
      const accepted = await deadline.race(guard.admit(request).then(() => accept(request)));
      return plainJson(accepted, { status: 202 });
    } catch (error) {
      const { status, code, response } = respondToError(error);
      guard.refuse(request, status);
      logRefusal({ status, code, error });
      return response;
    } finally {
      deadline.end();
    }
  });
}

/** What a sender is told of a delivery that is stored. */
interface Accepted {
  readonly status: Exclude<RecordStatus, "conflict">;
  readonly id: string;
}

/** From headers to a row, step by step; each may refuse. Goes on when nobody waits any more. */
function createAccept({
  secrets,
  deliveries,
  log = silentLogger,
  path,
  maxBodyBytes = 25 * 1024 * 1024,
  maxBytesInFlight = 20 * 1024 * 1024,
  bodyTimeoutMs = 5000,
}: WebhookHandlerOptions): (request: WebhookRequest) => Promise<Accepted> {
  const budget = createByteBudget({ maxBytes: maxBytesInFlight, waitMs: WAIT_FOR_ROOM_MS });
  return async function accept(request) {
    const claims = checkRequest(request, { maxBodyBytes, path });
    const { declaredBytes } = claims;
    const share = await budget.open(declaredBytes);
    try {
      const body = await readBody(request, { maxBodyBytes, declaredBytes, timeoutMs: bodyTimeoutMs, share });
      const secret = verifySignature(body, claims.signature, secrets);
      const delivery = createDelivery(claims, body);
      assertFitsEvent(delivery);
      const status = await deliveries.record(delivery);
      if (status === "conflict") throw conflict(delivery.id);
      log.info("delivery.accepted", {
        ...factsOf(delivery),
        status,
        ...(secret > 0 && { secret: "previous" }),
      });
      return { status, id: delivery.id };
    } finally {
      share.release();
    }
  };
}

function factsOf({ id, event, action, subject }: Delivery): LogFields {
  return { deliveryId: id, githubEvent: event, action, subject };
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
