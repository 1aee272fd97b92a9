import { createHash } from "node:crypto";
import { OSOrganicError } from "../errors.ts";
import type { Actor, Delivery } from "./delivery.ts";
import { subjectOf } from "./subject.ts";

/** What GitHub sends beside the body, in headers; none of it is signed. */
export interface DeliveryHeaders {
  /** `X-GitHub-Delivery`. */
  readonly id: string;
  /** `X-GitHub-Event`. */
  readonly event: string;
}

/**
 * A delivery from the exact bytes that GitHub signed, whether they came by webhook or from the deliveries API.
 * @throws OSOrganicError `malformed_delivery` when the body is not a JSON object in UTF-8
 */
export function createDelivery({ id, event }: DeliveryHeaders, bytes: Uint8Array): Delivery {
  const body = decode(bytes);
  const payload = parseObject(body);
  return {
    id,
    event,
    action: typeof payload["action"] === "string" ? payload["action"] : undefined,
    repository: repositoryOf(payload),
    subject: subjectOf(payload),
    sender: senderOf(payload),
    bodySha256: createHash("sha256").update(bytes).digest("hex"),
    body,
    payload,
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new OSOrganicError("malformed_delivery", "The body is not UTF-8. GitHub always sends UTF-8.", {
      cause,
    });
  }
}

function parseObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new OSOrganicError(
      "malformed_delivery",
      "The body is not JSON. Set the webhook's content type to application/json.",
      { cause },
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new OSOrganicError(
      "malformed_delivery",
      "The body is JSON but not an object. GitHub always sends an object.",
    );
  return value as Record<string, unknown>;
}

function repositoryOf(payload: Record<string, unknown>): string | undefined {
  const { full_name: name } = (payload["repository"] ?? {}) as { full_name?: unknown };
  return typeof name === "string" ? name : undefined;
}

function senderOf(payload: Record<string, unknown>): Actor | undefined {
  const { id, login, type } = (payload["sender"] ?? {}) as { id?: unknown; login?: unknown; type?: unknown };
  if (!Number.isSafeInteger(id) || typeof login !== "string") return undefined;
  return { id: id as number, login, type: typeof type === "string" ? type : "User" };
}
