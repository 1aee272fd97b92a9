import { createHash } from "node:crypto";
import { OSOrganicError } from "../errors.ts";
import type { Actor, Delivery } from "./delivery.ts";
import { parseJsonObject } from "./parse-json-object.ts";
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
  const payload = parseJsonObject(body);
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

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new OSOrganicError("malformed_delivery", "The body is not UTF-8. GitHub always sends UTF-8.", {
      cause,
    });
  }
}

/** GitHub's own grammar of names, and its limits with some room: the value becomes part of addresses. */
const repositoryName = /^[A-Za-z0-9_-][\w.-]{0,99}\/[\w.-]{1,100}$/;

function repositoryOf(payload: Record<string, unknown>): string | undefined {
  const { full_name: name } = (payload["repository"] ?? {}) as { full_name?: unknown };
  if (name === undefined) return undefined;
  if (typeof name === "string" && repositoryName.test(name) && !/\/\.{1,2}$/.test(name)) return name;
  throw new OSOrganicError("malformed_delivery", "The payload's repository.full_name is not owner/name.");
}

function senderOf(payload: Record<string, unknown>): Actor | undefined {
  const { id, login, type } = (payload["sender"] ?? {}) as { id?: unknown; login?: unknown; type?: unknown };
  if (!Number.isSafeInteger(id) || typeof login !== "string") return undefined;
  return { id: id as number, login, type: typeof type === "string" ? type : "User" };
}
