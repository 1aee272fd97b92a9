import type { Claimed, Effect, EffectPace, Sight } from "./effect.ts";

/**
 * Looks until something is there, as often and as long as GitHub's lists may be behind what was written `sinceMs` ago.
 * @returns the last sight: what it did not find by then is absent, or unclear
 */
export async function lookPatiently<Result>(
  { settlePausesMs, pause }: Pick<EffectPace, "settlePausesMs" | "pause">,
  sought: { readonly effect: Effect<Result>; readonly claim: Claimed; readonly sinceMs: number },
): Promise<Sight<Result>> {
  const { effect, claim, sinceMs } = sought;
  const pauses = remainingPauses(settlePausesMs, sinceMs);
  for (;;) {
    const sight = await effect.look({ ...claim, thorough: true });
    const next = pauses.shift();
    if (sight.kind === "there" || next === undefined) return sight;
    await pause(next);
  }
}

/** The last pauses, as far as their time is not over yet. */
function remainingPauses(pausesMs: readonly number[], sinceMs: number): number[] {
  let leftMs = pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0) - sinceMs;
  const remaining: number[] = [];
  for (const pauseMs of pausesMs) {
    if (leftMs <= 0) break;
    remaining.push(Math.min(pauseMs, leftMs));
    leftMs -= pauseMs;
  }
  return remaining;
}
