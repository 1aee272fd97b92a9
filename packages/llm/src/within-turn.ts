import { setTimeout as pause } from "node:timers/promises";
import { isOSOrganicError, OSOrganicError, type RateLimiter } from "@osorganicai/core";

/** What one provider allows, or what a child allows itself. */
export interface ModelLimits {
  /** @default as many as there are */
  readonly perMinute?: number | undefined;
  /** Calls under way at once, over all processes. @default as many as there are */
  readonly inFlight?: number | undefined;
}

/** Where turns are taken, and under which limits. */
interface TurnOptions {
  readonly limiter: RateLimiter | undefined;
  /** By provider. */
  readonly limits: Readonly<Record<string, ModelLimits>>;
  readonly timeoutMs: number;
}

/** A longer wait is the engine's: it needs no worker for it. */
const LONGEST_INLINE_MS = 5000;

/**
 * One call within the limits of its model's provider.
 * @throws OSOrganicError `model_unavailable` before anything is asked, when a turn would take too long
 */
export async function withinTurn<T>(options: TurnOptions, model: string, call: () => Promise<T>): Promise<T> {
  const { limiter, limits } = options;
  const [provider = ""] = model.split(":");
  const limit = limits[provider];
  if (!limiter || !limit) return call();
  const scope = `model:${provider}`;
  const id = await waitForTurn({ ...options, limiter }, { scope, model, limit });
  try {
    return await call();
  } catch (error) {
    // What one call was asked to wait for, every other one would be asked as well.
    if (isOSOrganicError(error) && error.retryAfterMs !== undefined)
      await limiter.holdOff(scope, error.retryAfterMs);
    throw error;
  } finally {
    // One that cannot be ended ends by itself.
    if (id !== undefined) await limiter.end(scope, id).catch(() => undefined);
  }
}

async function waitForTurn(
  { limiter, timeoutMs }: Omit<TurnOptions, "limiter"> & { readonly limiter: RateLimiter },
  { scope, model, limit }: { readonly scope: string; readonly model: string; readonly limit: ModelLimits },
): Promise<string | undefined> {
  const { perMinute, inFlight = 1_000_000 } = limit;
  const windows = perMinute === undefined ? [] : [{ seconds: 60, of: "points", most: perMinute } as const];
  const turn = { scope, points: 1, content: 0, holdMs: timeoutMs, limits: { windows, inFlight, gapMs: 0 } };
  for (let waitedMs = 0; ; ) {
    const answer = await limiter.take(turn);
    if (answer.granted) return answer.id;
    if (waitedMs + answer.waitMs > LONGEST_INLINE_MS) throw noTurn(model, answer.waitMs);
    await pause(answer.waitMs);
    waitedMs += answer.waitMs;
  }
}

function noTurn(model: string, waitMs: number): OSOrganicError {
  return new OSOrganicError(
    "model_unavailable",
    `The limits of this instance leave no room for another call of ${model} now. It was not asked.`,
    { retryAfterMs: Math.max(waitMs, 1000), details: { model } },
  );
}
