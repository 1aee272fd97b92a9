import type { ActionLog } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";
import { cleanJson } from "../clean-json.ts";

/** The audit trail in Postgres, where not even the server can change it afterwards. */
export function createActionLog(client: SupabaseClient): ActionLog {
  return {
    async append(action) {
      const row = {
        run_id: action.runId,
        sequence: action.sequence,
        conversation_id: action.conversationId ?? null,
        agent_type: action.agentType,
        action_type: action.actionType,
        payload: cleanJson(action.payload),
      };
      const once = { onConflict: "run_id,sequence", ignoreDuplicates: true };
      await ask("actions.append", client.from("agent_actions").upsert(row, once));
    },
  };
}
