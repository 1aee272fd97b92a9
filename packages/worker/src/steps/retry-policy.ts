import { type ErrorCode, isOSOrganicError, type OSOrganicError } from "@osorganicai/core";

/** How often and how long a step is tried again. Whichever bound is met first ends it. */
export interface RetryRule {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** No try begins later than this after the first one. Counted anew after a restart. */
  readonly totalMs: number;
  /** Doubles with every try. */
  readonly firstDelayMs: number;
  /** Bound of what the doubling makes. */
  readonly maxDelayMs: number;
}

/**
 * Why an error may pass by itself. `outage`: the world is away or wants us to wait, which says nothing about the work, so
 * patience is right. `hiccup`: it may as well be a wrong address or a missing right, so a human should hear soon.
 */
export type RetryKind = "outage" | "hiccup";

/** How steps are tried again, by the kind of their error. */
export type RetryPolicy = Readonly<Record<RetryKind, RetryRule>>;

/** The policy. An error with `retryAfterMs` is never tried again before that. */
export const defaultRetryPolicy: RetryPolicy = {
  outage: {
    attempts: Number.POSITIVE_INFINITY,
    totalMs: 6 * 60 * 60 * 1000,
    firstDelayMs: 2000,
    maxDelayMs: 5 * 60 * 1000,
  },
  hiccup: { attempts: 5, totalMs: 60 * 60 * 1000, firstDelayMs: 2000, maxDelayMs: 60_000 },
};

/** Which errors are whose; every other code that core calls retryable is a `hiccup`, everything else is final. */
const outages: readonly ErrorCode[] = [
  "github_unavailable",
  "github_rate_limited",
  "effect_in_progress", // a machine that stalls loses its turn, however often
  "store_unavailable",
  "model_unavailable", // a provider's rate limit, too
];

/** Pure: the kind of an error by its code; undefined when trying again is in vain. Also for errors out of a database. */
export function retryKindOf(error: unknown): RetryKind | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (outages.some((outage) => outage === code)) return "outage";
  return isOSOrganicError(error) && error.retryable ? "hiccup" : undefined;
}

/** A try that failed. */
export interface FailedAttempt {
  readonly error: unknown;
  /** From 1. */
  readonly attempt: number;
  /** Since the first try began. */
  readonly elapsedMs: number;
}

/**
 * Pure: how long to wait before the next try, in milliseconds, or undefined when there is to be none.
 * @param chance between 0 and 1: spreads the tries of many runs that failed at once
 */
export function delayBeforeRetry(
  { error, attempt, elapsedMs }: FailedAttempt,
  policy: RetryPolicy,
  chance: number,
): number | undefined {
  const kind = retryKindOf(error);
  if (kind === undefined) return undefined;
  const { attempts, totalMs, firstDelayMs, maxDelayMs } = policy[kind];
  const backoff = Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs);
  // Between half and all of it, and never before the other side is ready.
  const { retryAfterMs = 0 } = error as OSOrganicError;
  const delayMs = Math.max(retryAfterMs, backoff * (0.5 + chance / 2));
  return attempt < attempts && elapsedMs + delayMs <= totalMs ? delayMs : undefined;
}
