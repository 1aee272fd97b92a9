import { OSOrganicError, type RateLimiter, type TurnRequest } from "@osorganicai/core";

/** A longer wait is the engine's: it needs no worker for it. */
const LONGEST_INLINE_MS = 5000;

/** How turns are waited for. */
export interface Patience {
  readonly limiter: RateLimiter;
  readonly pause: (delayMs: number) => Promise<void>;
}

/**
 * Waits a few seconds for a turn.
 * @returns the id of a held turn
 * @throws OSOrganicError `github_rate_limited` before anything is sent, when it takes longer
 */
export async function waitForTurn(
  { limiter, pause }: Patience,
  turn: TurnRequest,
  call: string,
): Promise<string | undefined> {
  let waitedMs = 0;
  for (;;) {
    const answer = await limiter.take(turn);
    if (answer.granted) return answer.id;
    if (waitedMs + answer.waitMs > LONGEST_INLINE_MS) throw noRoom(call, answer.waitMs);
    await pause(answer.waitMs);
    waitedMs += answer.waitMs;
  }
}

function noRoom(call: string, waitMs: number): OSOrganicError {
  return new OSOrganicError(
    "github_rate_limited",
    `GitHub's limits leave no room for ${call} in the next ${Math.ceil(waitMs / 1000)} s. It was not sent.`,
    { retryAfterMs: Math.max(waitMs, 1000) },
  );
}
