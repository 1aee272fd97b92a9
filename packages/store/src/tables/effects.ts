import { type EffectClaim, type EffectIntent, type EffectLedger, OSOrganicError } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Effects in Postgres. A result is wrapped, so that `undefined` survives too. */
export function createEffectLedger(client: SupabaseClient): EffectLedger {
  const change = (effectId: string, attempt: number, forMs: number | null): Promise<boolean> =>
    ask("effects.hold", client.rpc("hold_effect", { effect_id: effectId, claim: attempt, for_ms: forMs }));
  return {
    async begin(intent) {
      const request = client.rpc("begin_effect", { intent: JSON.stringify(toRow(intent)) });
      return toClaim(intent, await ask<BegunEffect>("effects.begin", request));
    },
    hold: (effectId, attempt, forMs) => change(effectId, attempt, Math.ceil(forMs)),
    async release(effectId, attempt) {
      await change(effectId, attempt, null);
    },
    async settle(effectId, result) {
      const settled = { effect_id: effectId, new_result: JSON.stringify({ value: result }) };
      if (!(await ask<boolean>("effects.settle", client.rpc("settle_effect", settled))))
        throw notBegun(effectId);
    },
    markerKey: () => ask("effects.marker_key", client.rpc("instance_key", { key_name: "markers" })),
  };
}

type StoredResult = { readonly value?: unknown } | null;

/** What `begin_effect` answers. */
type BegunEffect =
  | { readonly outcome: "conflict" }
  | { readonly outcome: "settled"; readonly result: StoredResult }
  | { readonly outcome: "busy"; readonly for_ms: number }
  | {
      readonly outcome: "claimed";
      readonly attempt: number;
      readonly sent_ms_ago: number | null;
      readonly target_since: string;
      readonly earlier: StoredResult;
    };

function toRow({ id, kind, runId, subject, parameterHash, target }: EffectIntent) {
  return { id, kind, run_id: runId, subject, parameter_hash: parameterHash, target };
}

function toClaim(intent: EffectIntent, begun: BegunEffect): EffectClaim {
  switch (begun.outcome) {
    case "conflict":
      throw otherParameters(intent);
    case "settled":
      return { state: "settled", result: begun.result?.value };
    case "busy":
      return { state: "busy", forMs: begun.for_ms };
    case "claimed":
      return {
        state: "claimed",
        attempt: begun.attempt,
        sentMsAgo: begun.sent_ms_ago ?? undefined,
        targetSince: new Date(begun.target_since),
        earlier: begun.earlier?.value,
      };
  }
}

function otherParameters({ id, kind }: EffectIntent): OSOrganicError {
  return new OSOrganicError(
    "store_conflict",
    `The ${kind} effect ${id} was begun with other parameters. Two effects must not have the same id.`,
    { details: { id, kind } },
  );
}

function notBegun(effectId: string): OSOrganicError {
  return new OSOrganicError("store_conflict", `Effect ${effectId} was never begun. Call begin() first.`, {
    details: { id: effectId },
  });
}
