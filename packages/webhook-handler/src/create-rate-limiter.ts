import { type Clock, OSOrganicError } from "@osorganicai/core";

/** How much one source may send. */
export interface RateLimits {
  /** Requests of one source, at once or spread over a minute. */
  readonly perMinute: number;
  /** How many requests a refused one counts as. */
  readonly refusedCost: number;
  /** How many sources are remembered; of more, the one that was not heard of for longest is forgotten. */
  readonly maxSources: number;
}

/** Counts by source, in this process. */
export interface RateLimiter {
  /** @throws OSOrganicError `rate_limited` when the source has nothing left */
  admit(source: string): void;
  /** A request of this source was refused. */
  refuse(source: string): void;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** A bucket of tokens for every source, which fills evenly. */
export function createRateLimiter(
  { perMinute, refusedCost, maxSources }: RateLimits,
  clock: Clock,
): RateLimiter {
  // In order of use: a Map gives keys in the order in which they were set.
  const buckets = new Map<string, Bucket>();

  function bucketOf(source: string): Bucket {
    const nowMs = clock.now().getTime();
    const { tokens, filledAtMs } = buckets.get(source) ?? { tokens: perMinute, filledAtMs: nowMs };
    const passedMs = Math.max(0, nowMs - filledAtMs);
    const bucket = {
      tokens: Math.min(perMinute, tokens + (passedMs * perMinute) / 60_000),
      filledAtMs: nowMs,
    };
    buckets.delete(source);
    buckets.set(source, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > maxSources && oldest !== undefined) buckets.delete(oldest);
    return bucket;
  }

  return {
    admit(source) {
      const bucket = bucketOf(source);
      if (bucket.tokens < 1) throw limited(((1 - bucket.tokens) * 60_000) / perMinute);
      bucket.tokens -= 1;
    },
    refuse(source) {
      const bucket = bucketOf(source);
      // A debt, or one token would be enough for the next one; within bounds, so that it is paid within a minute.
      bucket.tokens = Math.max(-perMinute, bucket.tokens - refusedCost + 1);
    },
  };
}

function limited(retryAfterMs: number): OSOrganicError {
  return new OSOrganicError("rate_limited", "Too many requests. Send it again later.", { retryAfterMs });
}
