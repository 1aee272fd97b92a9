import { type DeliveryHeaders, OSOrganicError } from "@osorganicai/core";

/**
 * Everything that can be refused before a byte of the body is read.
 * @returns the signature: lower-case hex, 64 digits
 * @throws OSOrganicError
 */
export function checkRequest({ method, headers }: Request, maxBodyBytes: number): string {
  if (method !== "POST") throw new OSOrganicError("method_not_allowed", "Webhooks are sent by POST.");
  const declaredBytes = Number(headers.get("content-length") ?? 0);
  if (declaredBytes > maxBodyBytes)
    throw new OSOrganicError("body_too_large", `The body is longer than ${maxBodyBytes} bytes.`);
  checkEncoding(headers);
  return signatureOf(headers);
}

/**
 * What the headers say of the delivery. Nothing of it is signed; still it is read after the signature is verified, so that
 * whoever cannot sign learns only that.
 * @throws OSOrganicError `malformed_delivery`
 */
export function readDeliveryHeaders({ headers }: Request): DeliveryHeaders {
  return {
    id: header(headers, "x-github-delivery", /^[\w-]{1,100}$/),
    event: header(headers, "x-github-event", /^[A-Za-z_*][A-Za-z0-9_*]{0,63}$/),
  };
}

function checkEncoding(headers: Headers): void {
  const type = headers.get("content-type") ?? "";
  // Parameters may be empty: https://www.rfc-editor.org/rfc/rfc9110#name-parameters
  if (!/^application\/json\s*(;\s*(charset\s*=\s*"?utf-8"?\s*)?)*$/i.test(type))
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
