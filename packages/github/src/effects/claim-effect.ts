import { type EffectClaim, type EffectIntent, type EffectLedger, OSOrganicError } from "@osorganicai/core";
import type { EffectPace } from "./effect.ts";

/** A longer wait for somebody who is writing at this moment is the engine's: it needs no worker for it. */
const LONGEST_INLINE_MS = 5000;
/** They may be done long before their time is over. */
const BETWEEN_MS = 500;

/**
 * Claims an effect, after whoever is writing it at this moment.
 * @throws OSOrganicError `effect_in_progress` when they go on and on
 */
export async function claimEffect(
  { effects, pause }: Pick<EffectPace, "pause"> & { readonly effects: EffectLedger },
  intent: EffectIntent,
): Promise<Exclude<EffectClaim, { readonly state: "busy" }>> {
  for (let waitedMs = 0; ; ) {
    const claim = await effects.begin(intent);
    if (claim.state !== "busy") return claim;
    if (waitedMs >= LONGEST_INLINE_MS)
      throw new OSOrganicError(
        "effect_in_progress",
        `The ${intent.kind} effect ${intent.id} is being written by another process. It is looked for again later.`,
        { retryAfterMs: claim.forMs, details: { id: intent.id } },
      );
    const delayMs = Math.min(claim.forMs, BETWEEN_MS);
    await pause(delayMs);
    waitedMs += delayMs;
  }
}
