import { isOSOrganicError } from "@osorganicai/core";

/** How a step is tried again when its error may pass by itself. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Doubles with every try. */
  readonly firstDelayMs: number;
  /** Bound of what the doubling makes. */
  readonly maxDelayMs: number;
  /** When the other side says to come back later than this, the error is final. */
  readonly maxRetryAfterMs: number;
}

/** GitHub's limits start anew every hour: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  firstDelayMs: 2000,
  maxDelayMs: 60_000,
  maxRetryAfterMs: 60 * 60 * 1000,
};

/** A try that failed. */
export interface FailedAttempt {
  readonly error: unknown;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Pure: how long to wait before the next try, in milliseconds, or undefined when there is to be none.
 * @param chance between 0 and 1: spreads the tries of many runs that failed at once
 */
export function delayBeforeRetry(
  { error, attempt }: FailedAttempt,
  policy: RetryPolicy,
  chance: number,
): number | undefined {
  if (!isOSOrganicError(error) || !error.retryable || attempt >= policy.attempts) return undefined;
  const { retryAfterMs = 0 } = error;
  if (retryAfterMs > policy.maxRetryAfterMs) return undefined;
  const backoff = Math.min(policy.firstDelayMs * 2 ** (attempt - 1), policy.maxDelayMs);
  // Between half and all of it, and never before the other side is ready.
  return Math.max(retryAfterMs, backoff * (0.5 + chance / 2));
}
