import { type EffectIntent, type EffectLedger, OSOrganicError } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Effects in Postgres. A result is wrapped, so that `undefined` survives too. */
export function createEffectLedger(client: SupabaseClient): EffectLedger {
  return {
    async begin(intent) {
      const once = { onConflict: "id", ignoreDuplicates: true };
      await ask("effects.begin", client.from("effects").upsert(toRow(intent), once));
      const request = client
        .from("effects")
        .select("parameter_hash, result, settled_at")
        .eq("id", intent.id)
        .single();
      const row = await ask<StoredEffect>("effects.begin", request);
      if (row.parameter_hash !== intent.parameterHash) throw otherParameters(intent);
      return row.settled_at === null ? { settled: false } : { settled: true, result: row.result?.value };
    },

    async settle(effectId, result) {
      const change = { effect_id: effectId, new_result: JSON.stringify({ value: result }) };
      if (!(await ask<boolean>("effects.settle", client.rpc("settle_effect", change))))
        throw notBegun(effectId);
    },
  };
}

interface EffectRow {
  readonly id: string;
  readonly kind: string;
  readonly run_id: string;
  readonly subject: string;
  readonly parameter_hash: string;
}

interface StoredEffect {
  readonly parameter_hash: string;
  readonly result: { readonly value?: unknown } | null;
  readonly settled_at: string | null;
}

function toRow({ id, kind, runId, subject, parameterHash }: EffectIntent): EffectRow {
  return { id, kind, run_id: runId, subject, parameter_hash: parameterHash };
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
