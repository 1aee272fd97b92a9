import { ContextOverflowError } from "@langchain/core/errors";
import { classifyRateLimitError, parseRetryAfterMs } from "@langchain/core/utils/async_caller";
import { isOSOrganicError, messageOf, OSOrganicError } from "@osorganicai/core";

/**
 * What a provider's failure means for us: whether to try again, and who can help. Anything unknown stays what it is.
 * `model` is `provider:model`.
 */
export function toModelError(error: unknown, model: string): unknown {
  if (isOSOrganicError(error)) return error;
  const tooLong = ContextOverflowError.isInstance(error);
  const { status, retryAfterMs, message } = readFailure(tooLong ? (error.cause ?? error) : error);
  const facts = { cause: error, details: { model, ...(status === undefined ? {} : { status }) } };
  if (tooLong || status === 413)
    return new OSOrganicError("model_input_too_long", `The task is too long for ${model}: ${message}`, facts);
  if (status === undefined ? isConnectionFailure(error) : mayPass(status, error))
    return new OSOrganicError("model_unavailable", `${model} does not answer: ${message}`, {
      ...facts,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  if (status === 401 || status === 403)
    return new OSOrganicError("model_not_configured", refusedKey(model, status), facts);
  if (status !== undefined)
    return new OSOrganicError(
      "model_not_configured",
      `${model} refused the request (HTTP ${status}): ${message}`,
      facts,
    );
  return /api.?key/i.test(message)
    ? new OSOrganicError("model_not_configured", `${model} cannot be used: ${message}`, facts)
    : error;
}

/** Overload and faults pass by themselves; an account without credit answers 429 as well, and does not. */
function mayPass(status: number, error: unknown): boolean {
  if (status === 429) return classifyRateLimitError(error)?.action !== "stop";
  return status >= 500 || status === 408 || status === 409 || status === 425;
}

/** Not the provider's own words: some repeat a part of the key. */
function refusedKey(model: string, status: number): string {
  return `The key for ${model} was refused (HTTP ${status}). Check the provider's API key and what it may use.`;
}

interface Failure {
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly message: string;
}

/** The shape that the clients of Anthropic, OpenAI and most others share. */
function readFailure(error: unknown): Failure {
  const {
    status,
    headers,
    error: body,
  } = (error ?? {}) as {
    status?: unknown;
    headers?: { get?(name: string): string | null };
    error?: { message?: unknown; error?: { message?: unknown } } | null;
  };
  const told = [body?.error?.message, body?.message].find((message) => typeof message === "string");
  return {
    status: typeof status === "number" ? status : undefined,
    retryAfterMs: parseRetryAfterMs(headers?.get?.("retry-after")),
    // LangChain appends a link to its own documentation, under a blank line.
    message: (told ?? messageOf(error)).split("\n\n")[0] ?? "",
  };
}

const connectionNames = [
  "APIConnectionError",
  "APIConnectionTimeoutError",
  "TimeoutError",
  "AbortError",
  "SyntaxError",
  // OpenAI's, inside an answer with status 200.
  "server_error",
  "rate_limit_exceeded",
];
const connectionCodes = /^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOST|ENET|UND_ERR)/;

/** No answer, half an answer, or one that is not JSON. */
function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    connectionNames.includes(error.name) ||
    connectionNames.includes(error.constructor.name) ||
    (typeof code === "string" && connectionCodes.test(code)) ||
    isConnectionFailure(error.cause)
  );
}
