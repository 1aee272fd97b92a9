import { type EffectClaim, type EffectIntent, type EffectLedger, OSOrganicError } from "@osorganicai/core";
import type { EffectPace } from "./effect.ts";

/** How often somebody who is writing at this moment is waited for before the engine has to. */
const MOST_WAITS = 2;

/**
 * Claims an effect, after whoever is writing it at this moment.
 * @throws OSOrganicError `effect_in_progress` when they go on and on
 */
export async function claimEffect(
  { effects, pause }: Pick<EffectPace, "pause"> & { readonly effects: EffectLedger },
  intent: EffectIntent,
): Promise<Exclude<EffectClaim, { readonly state: "busy" }>> {
  for (let waits = 0; ; waits += 1) {
    const claim = await effects.begin(intent);
    if (claim.state !== "busy") return claim;
    if (waits === MOST_WAITS)
      throw new OSOrganicError(
        "effect_in_progress",
        `The ${intent.kind} effect ${intent.id} is being written by another process. It is looked for again later.`,
        { retryAfterMs: claim.forMs, details: { id: intent.id } },
      );
    await pause(claim.forMs);
  }
}
