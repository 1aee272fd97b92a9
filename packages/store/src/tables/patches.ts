import type { Patch, PatchStore } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Workspace patches in Postgres. A diff is stored as a JSON string, so that every character survives. */
export function createPatchStore(client: SupabaseClient): PatchStore {
  return {
    async save(runId, { sequence, diff, tree }) {
      const row = { run_id: runId, sequence, diff: JSON.stringify(diff), tree };
      const replace = { onConflict: "run_id,sequence" };
      await ask("patches.save", client.from("workspace_patches").upsert(row, replace));
    },

    async list(runId) {
      const patches = client.from("workspace_patches").select("sequence, diff, tree").eq("run_id", runId);
      const rows = await ask<readonly Patch[]>("patches.list", patches.order("sequence"));
      return rows.map(({ diff, ...rest }) => ({ ...rest, diff: JSON.parse(diff) as string }));
    },
  };
}
