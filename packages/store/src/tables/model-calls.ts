import type { ModelCallLog } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Model calls in Postgres. The first record of a step stays. */
export function createModelCallLog(client: SupabaseClient): ModelCallLog {
  return {
    async record(call) {
      const row = {
        run_id: call.runId,
        step: call.step,
        purpose: call.purpose,
        model: call.model,
        input_tokens: call.inputTokens,
        output_tokens: call.outputTokens,
        cost_usd: call.costUsd ?? null,
        duration_ms: Math.round(call.durationMs),
        prompt_sha256: call.promptSha256,
        answer_sha256: call.answerSha256,
      };
      const once = { onConflict: "run_id,step", ignoreDuplicates: true };
      await ask("modelCalls.record", client.from("llm_calls").upsert(row, once));
    },
  };
}
