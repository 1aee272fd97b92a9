import { type ErrorCode, isOSOrganicError, OSOrganicError } from "@osorganicai/core";

/**
 * What is stored of a step: its value, absent when undefined, or its error. Errors are data here, because DBOS' own
 * storage of them would lose the class and the code.
 */
export type StepResult = { readonly value?: unknown } | { readonly failure: StoredError };

/** An error as JSON. */
interface StoredError {
  /** Undefined for an error that is not ours. */
  readonly code?: ErrorCode;
  readonly name: string;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly details?: OSOrganicError["details"];
}

/** A value as it will come back from the database, on the first execution too. */
export function storeValue(value: unknown): StepResult {
  return value === undefined ? {} : { value: JSON.parse(JSON.stringify(value)) };
}

/** An error without its cause, which may hold anything. */
export function storeError(error: unknown): StepResult {
  if (!isOSOrganicError(error)) return { failure: nameAndMessage(error) };
  const { code, retryAfterMs, details } = error;
  return {
    failure: {
      ...nameAndMessage(error),
      code,
      details,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  };
}

/** @throws the stored error, as what it was: an {@link OSOrganicError} or an Error with its name */
export function openResult<T>(result: StepResult): T {
  if ("failure" in result) throw reviveError(result.failure);
  return result.value as T;
}

/** Whether a stored output is that of a step that failed. */
export function isFailure(output: unknown): boolean {
  return typeof output === "object" && output !== null && "failure" in output;
}

function nameAndMessage(error: unknown): Pick<StoredError, "name" | "message"> {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: String(error) };
}

function reviveError({ code, name, message, retryAfterMs, details }: StoredError): Error {
  if (code === undefined) return Object.assign(new Error(message), { name });
  return new OSOrganicError(code, message, {
    ...(details === undefined ? {} : { details }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
