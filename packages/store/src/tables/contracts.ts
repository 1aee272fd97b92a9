import type { Contract, ContractStore } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Contracts in Postgres. They are written by `advance_conversation` only. */
export function createContractStore(client: SupabaseClient): ContractStore {
  return {
    async latest(conversationId) {
      const request = client
        .from("contracts")
        .select("revision, content")
        .eq("conversation_id", conversationId)
        .order("revision", { ascending: false })
        .limit(1)
        .maybeSingle();
      const row = await ask<ContractRow | null>("contracts.latest", request);
      return row === null ? undefined : { ...row.content, revision: row.revision };
    },
  };
}

interface ContractRow {
  readonly revision: number;
  readonly content: Omit<Contract, "revision">;
}
