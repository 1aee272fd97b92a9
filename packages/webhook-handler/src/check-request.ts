import { type DeliveryHeaders, OSOrganicError } from "@osorganicai/core";
import type { WebhookRequest } from "./webhook-request.ts";

/** What a request must look like before a byte of its body is read. */
export interface RequestRules {
  readonly maxBodyBytes: number;
  /** Undefined: whatever was routed here. */
  readonly path: string | undefined;
}

/** What a request says of itself. None of it is signed. */
export interface RequestClaims extends DeliveryHeaders {
  /** Lower-case hex, 64 digits. */
  readonly signature: string;
  /** Undefined: it will be seen. */
  readonly declaredBytes: number | undefined;
}

/**
 * Everything that can be refused before a byte of the body is read, in the order in which it is documented.
 * @throws OSOrganicError
 */
export function checkRequest(
  { method, url, headers }: WebhookRequest,
  { maxBodyBytes, path }: RequestRules,
): RequestClaims {
  if (method !== "POST") throw new OSOrganicError("method_not_allowed", "Webhooks are sent by POST.");
  if (path !== undefined && URL.parse(url)?.pathname !== path)
    throw new OSOrganicError("path_unknown", "There is nothing here. Check the address of the webhook.");
  const declaredBytes = declaredLength(headers);
  if (declaredBytes !== undefined && declaredBytes > maxBodyBytes) throw bodyTooLarge(maxBodyBytes);
  checkEncoding(headers);
  return {
    declaredBytes,
    id: header(headers, "x-github-delivery", /^[\w-]{1,100}$/),
    event: header(headers, "x-github-event", /^[A-Za-z_*][A-Za-z0-9_*]{0,63}$/),
    signature: signatureOf(headers),
  };
}

/** The one sentence, whether it was declared or seen. */
export function bodyTooLarge(maxBodyBytes: number): OSOrganicError {
  return new OSOrganicError("body_too_large", `The body is longer than ${maxBodyBytes} bytes.`);
}

type Headers = WebhookRequest["headers"];

/** Decimal digits only; two of them, even equal ones, are what smuggles requests. https://www.rfc-editor.org/rfc/rfc9110#name-content-length */
function declaredLength(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  if (length === null) return undefined;
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw new OSOrganicError("malformed_delivery", "The header content-length is not one number.");
}

function checkEncoding(headers: Headers): void {
  const type = headers.get("content-type") ?? "";
  // Parameters may be empty: https://www.rfc-editor.org/rfc/rfc9110#name-parameters
  if (!/^application\/json\s*(;\s*(charset\s*=\s*("utf-8"|utf-8)\s*)?)*$/i.test(type))
    throw new OSOrganicError("unsupported_media_type", "Set the webhook's content type to application/json.");
  if (!/^(identity)?$/i.test(headers.get("content-encoding") ?? ""))
    throw new OSOrganicError(
      "unsupported_media_type",
      "The body is compressed. GitHub does not compress deliveries.",
    );
}

function header(headers: Headers, name: string, grammar: RegExp): string {
  const value = headers.get(name) ?? "";
  if (grammar.test(value)) return value;
  throw new OSOrganicError(
    "malformed_delivery",
    `The header ${name} is ${value === "" ? "missing" : "malformed"}. Is this request from GitHub?`,
  );
}

/** One spelling only: two of anything (a header sent twice is joined by a comma) is refused. */
function signatureOf(headers: Headers): string {
  const [, digits] = /^sha256=([0-9a-f]{64})$/.exec(headers.get("x-hub-signature-256") ?? "") ?? [];
  if (digits === undefined)
    throw new OSOrganicError("invalid_signature", "X-Hub-Signature-256 is missing or malformed.");
  return digits;
}
