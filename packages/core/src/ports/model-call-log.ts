/** One answered or failed call of a model. */
export interface ModelCallRecord {
  readonly runId: string;
  /** Name of the step, unique within the run. */
  readonly step: string;
  /** `product_owner.analyze_issue`, … */
  readonly purpose: string;
  /** `provider:model`. */
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars, or undefined when the model's price is not known. */
  readonly costUsd: number | undefined;
  readonly durationMs: number;
  /** Lower-case hex SHA-256 of the messages sent and of the answer. */
  readonly promptSha256: string;
  readonly answerSha256: string;
}

/** What models were paid for. */
export interface ModelCallLog {
  /** Idempotent on run and step. */
  record(call: ModelCallRecord): Promise<void>;
}
