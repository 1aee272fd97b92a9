import { type Clock, OSOrganicError } from "@osorganicai/core";
import { createRateLimiter, type RateLimits } from "./create-rate-limiter.ts";
import type { WebhookRequest } from "./webhook-request.ts";

/** Who may send, and how much. */
export interface SourceOptions {
  /**
   * Who sends, in words that only the server in front can know: an address. Undefined: nobody knows, and nothing is
   * limited. See {@link forwardedSource}.
   * @default nobody knows
   */
  readonly sourceOf?: (request: WebhookRequest) => string | undefined;
  /** Used where `sourceOf` knows. */
  readonly rateLimit?: Partial<RateLimits>;
  /** Whether a source may send at all. See {@link createAddressList}. @default every source may */
  readonly allowSource?: (source: string) => boolean | Promise<boolean>;
}

/** Stands before everything else. */
export interface SourceGuard {
  /** @throws OSOrganicError `rate_limited`, `source_refused` */
  admit(request: WebhookRequest): Promise<void>;
  /** A request was answered with this status. */
  refuse(request: WebhookRequest, status: number): void;
}

/** A burst of GitHub's is ten thousand deliveries, from few addresses. */
const PER_MINUTE = 60_000;

/**
 * A guard that counts what a source makes us refuse a hundred times, because nobody honest sends much of that: an honest
 * source may send 60 000 requests at once, one that cannot sign 600 a minute.
 */
export function createSourceGuard(
  { sourceOf, rateLimit = {}, allowSource }: SourceOptions,
  clock: Clock,
): SourceGuard {
  if (!sourceOf) return { admit: async () => undefined, refuse: () => undefined };
  const { perMinute = PER_MINUTE, refusedCost = 100, maxSources = 10_000 } = rateLimit;
  const limiter = createRateLimiter({ perMinute, refusedCost, maxSources }, clock);
  return {
    async admit(request) {
      const source = sourceOf(request);
      if (source === undefined) return;
      limiter.admit(source);
      if (allowSource && !(await allowSource(source)))
        throw new OSOrganicError("source_refused", "Webhooks are not taken from this address.");
    },
    refuse(request, status) {
      const source = isTheirFault(status) ? sourceOf(request) : undefined;
      if (source !== undefined) limiter.refuse(source);
    },
  };
}

/** A 429 has cost nothing; 503 is our own; a conflict was signed. */
function isTheirFault(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429 && status !== 409;
}
