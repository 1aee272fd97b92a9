import type { CodeGeneration, CodeGenerationStore } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";
import { cleanJson } from "../clean-json.ts";

/** The Developer's results in Postgres. */
export function createCodeGenerationStore(client: SupabaseClient): CodeGenerationStore {
  return {
    async save(generation) {
      const request = client.from("code_generations").upsert(toRow(generation), { onConflict: "run_id" });
      await ask("codeGenerations.save", request);
    },

    async latest(conversationId) {
      const request = client
        .from("code_generations")
        .select("conversation_id, run_id, pr_number, files_changed, tests_generated, status")
        .eq("conversation_id", conversationId)
        .order("created_at", { ascending: false })
        .limit(1)
        .maybeSingle();
      const row = await ask<CodeGenerationRow | null>("codeGenerations.latest", request);
      return row === null ? undefined : toCodeGeneration(row);
    },
  };
}

interface CodeGenerationRow {
  readonly conversation_id: string;
  readonly run_id: string;
  readonly pr_number: number | null;
  readonly files_changed: unknown;
  readonly tests_generated: unknown;
  readonly status: CodeGeneration["status"];
}

function toRow(generation: CodeGeneration): CodeGenerationRow {
  return {
    conversation_id: generation.conversationId,
    run_id: generation.runId,
    pr_number: generation.pullRequestNumber ?? null,
    files_changed: cleanJson(generation.filesChanged),
    tests_generated: cleanJson(generation.testsGenerated),
    status: generation.status,
  };
}

function toCodeGeneration(row: CodeGenerationRow): CodeGeneration {
  return {
    conversationId: row.conversation_id,
    runId: row.run_id,
    pullRequestNumber: row.pr_number ?? undefined,
    filesChanged: row.files_changed as CodeGeneration["filesChanged"],
    testsGenerated: row.tests_generated as CodeGeneration["testsGenerated"],
    status: row.status,
  };
}
