import { type ErrorCode, isOSOrganicError, type Logger } from "@osorganicai/core";

const statusByCode: Partial<Record<ErrorCode, number>> = {
  malformed_delivery: 400,
  invalid_signature: 401,
  method_not_allowed: 405,
  body_timeout: 408,
  delivery_conflict: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  store_unavailable: 503,
};

const headersByStatus: Readonly<Record<number, Record<string, string>>> = {
  405: { allow: "POST" },
  408: { connection: "close" },
  503: { "retry-after": "30" },
};

/** The one table from codes to HTTP. An answer never holds more than a code and our own sentence. */
export function respondToError(error: unknown, log: Logger): Response {
  const known = isOSOrganicError(error) && statusByCode[error.code] !== undefined ? error : undefined;
  // Whatever else went wrong, the row is not known to be durable: the sender has to try again.
  const status = (known && statusByCode[known.code]) ?? 503;
  log.warn("delivery.refused", { status, code: known?.code ?? "unexpected", error });
  return Response.json(bodyFor(status, known), { status, headers: headersByStatus[status] ?? {} });
}

function bodyFor(
  status: number,
  error: { readonly code: ErrorCode; readonly message: string } | undefined,
): object {
  // One body for every doubt about the signature: a stranger learns nothing from it.
  if (status === 401)
    return { error: "invalid_signature", message: "The signature is missing or does not fit the body." };
  if (error === undefined || status === 503)
    return { error: "store_unavailable", message: "The delivery was not stored. Send it again." };
  return { error: error.code, message: error.message };
}
