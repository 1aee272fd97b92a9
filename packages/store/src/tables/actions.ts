import type { ActionLog } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";
import { cleanJson, cleanText } from "../clean-json.ts";

/** The audit trail in Postgres, where not even the server can change it afterwards; the database links the rows. */
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
        input_sha256: action.inputSha256 ?? null,
        output_sha256: action.outputSha256 ?? null,
        triggered_by_id: action.triggeredBy?.id ?? null,
        triggered_by_login: action.triggeredBy ? cleanText(action.triggeredBy.login) : null,
      };
      const once = { onConflict: "run_id,sequence", ignoreDuplicates: true };
      await ask("actions.append", client.from("agent_actions").upsert(row, once));
    },

    async head(conversationId) {
      const ofConversation = client.from("conversations").select("subject").eq("id", conversationId);
      const found = await ask<{ readonly subject: string } | null>(
        "actions.head",
        ofConversation.maybeSingle(),
      );
      if (found === null) return undefined;
      const ofChain = client.from("agent_action_heads").select("links, sha256").eq("chain", found.subject);
      const head = await ask<HeadRow | null>("actions.head", ofChain.maybeSingle());
      return head === null ? undefined : { count: head.links, sha256: head.sha256 };
    },
  };
}

/** `public.agent_action_heads`. */
interface HeadRow {
  readonly links: number;
  readonly sha256: string;
}
