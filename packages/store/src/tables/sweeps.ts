import type { SweepJournal, SweepProgress } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Progress of sweeps in Postgres. */
export function createSweepJournal(client: SupabaseClient): SweepJournal {
  return {
    async claim(source, claimant, seconds) {
      const request = client.rpc("claim_sweep", { source, claimant, seconds });
      return (await ask<SweepProgress | null>("sweeps.claim", request)) ?? undefined;
    },
    save: (turn, progress) =>
      ask("sweeps.save", client.rpc("save_sweep", { ...turn, progress: JSON.stringify(progress) })),
  };
}
