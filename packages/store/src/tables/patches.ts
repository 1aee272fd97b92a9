import { OSOrganicError, type Patch, type PatchStore } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Workspace patches in Postgres. A diff is stored as a JSON string, so that every character survives. */
export function createPatchStore(client: SupabaseClient): PatchStore {
  const patchesOf = (runId: string) =>
    client.from("workspace_patches").select("sequence, diff, tree").eq("run_id", runId);

  return {
    async save(runId, { sequence, diff, tree }) {
      const row = { run_id: runId, sequence, diff: JSON.stringify(diff), tree };
      const once = { onConflict: "run_id,sequence", ignoreDuplicates: true };
      await ask("patches.save", client.from("workspace_patches").upsert(row, once));
      const stored = await ask<Patch>("patches.save", patchesOf(runId).eq("sequence", sequence).single());
      if (stored.tree !== tree || stored.diff !== row.diff) throw otherPatch(runId, sequence);
    },

    async list(runId) {
      const rows = await ask<readonly Patch[]>("patches.list", patchesOf(runId).order("sequence"));
      return rows.map(({ diff, ...rest }) => ({ ...rest, diff: JSON.parse(diff) as string }));
    },
  };
}

function otherPatch(runId: string, sequence: number): OSOrganicError {
  return new OSOrganicError(
    "store_conflict",
    `Run ${runId} has another patch at position ${sequence}: its steps did not come in the same order as before.`,
  );
}
