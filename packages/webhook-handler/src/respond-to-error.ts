import { type ErrorCode, isOSOrganicError, type OSOrganicError } from "@osorganicai/core";
import { type PlainResponse, plainJson } from "./plain-response.ts";

const statusByCode: Partial<Record<ErrorCode, number>> = {
  malformed_delivery: 400,
  invalid_signature: 401,
  source_refused: 403,
  path_unknown: 404,
  method_not_allowed: 405,
  body_timeout: 408,
  delivery_conflict: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  intake_busy: 503,
  store_unavailable: 503,
};

const headersByStatus: Readonly<Record<number, Record<string, string>>> = {
  405: { allow: "POST" },
  408: { connection: "close" },
  429: { "retry-after": "60" },
  503: { "retry-after": "30" },
};

/** An answer, and what it was made from. */
export interface Refused {
  readonly status: number;
  /** `unexpected`: not an error of ours. */
  readonly code: ErrorCode | "unexpected";
  readonly response: PlainResponse;
}

/** The one table from codes to HTTP. An answer never holds more than a code and our own sentence. */
export function respondToError(error: unknown): Refused {
  const known = isOSOrganicError(error) && statusByCode[error.code] !== undefined ? error : undefined;
  // Whatever else went wrong, the row is not known to be durable: the sender has to try again.
  const status = (known && statusByCode[known.code]) ?? 503;
  return {
    status,
    code: known?.code ?? "unexpected",
    response: plainJson(bodyFor(status, known), { status, headers: headersFor(status, known) }),
  };
}

function headersFor(status: number, error: OSOrganicError | undefined): Record<string, string> {
  const headers = headersByStatus[status] ?? {};
  return error?.retryAfterMs === undefined
    ? headers
    : { ...headers, "retry-after": String(Math.ceil(error.retryAfterMs / 1000)) };
}

function bodyFor(status: number, error: OSOrganicError | undefined): object {
  // One body for every doubt about the signature: a stranger learns nothing from it.
  if (status === 401)
    return { error: "invalid_signature", message: "The signature is missing or does not fit the body." };
  if (error?.code === "intake_busy") return { error: error.code, message: error.message };
  if (error === undefined || status === 503)
    return { error: "store_unavailable", message: "The delivery was not stored. Send it again." };
  return { error: error.code, message: error.message };
}
