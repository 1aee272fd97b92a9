import type { ModelCallRecord } from "@osorganicai/core";

/** A model call as it was written down. */
export interface ReportedModelCall extends ModelCallRecord {
  readonly at: Date;
}

/** `public.llm_calls`. */
export interface ModelCallRow {
  readonly run_id: string;
  readonly step: string;
  readonly purpose: string;
  readonly model: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** A string where JSON's numbers would lose digits. */
  readonly cost_usd: number | string | null;
  readonly duration_ms: number;
  readonly prompt_sha256: string;
  readonly answer_sha256: string;
  readonly created_at: string;
}

/** A row in our words. */
export function toReportedModelCall(row: ModelCallRow): ReportedModelCall {
  return {
    runId: row.run_id,
    step: row.step,
    purpose: row.purpose,
    model: row.model,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costUsd: row.cost_usd === null ? undefined : Number(row.cost_usd),
    durationMs: row.duration_ms,
    promptSha256: row.prompt_sha256,
    answerSha256: row.answer_sha256,
    at: new Date(row.created_at),
  };
}
