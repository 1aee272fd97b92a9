import type { ConversationStatus, DeliveryStatus } from "@osorganicai/core";

/** Everything in numbers. */
export interface StoreSummary {
  /** How many deliveries ended how. `recorded`: not settled yet. */
  readonly deliveries: Readonly<Partial<Record<DeliveryStatus, number>>>;
  readonly conversations: Readonly<Partial<Record<ConversationStatus, number>>>;
  /** `open`: written down but not known to have happened. */
  readonly effects: { readonly settled: number; readonly open: number };
  readonly modelCalls: {
    readonly count: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    /** Of the calls whose price is known. */
    readonly costUsd: number;
    /** Calls whose price is not known. */
    readonly unpriced: number;
  };
  readonly actions: number;
}

/** What the database's function answers. */
interface SummaryRow extends Pick<StoreSummary, "deliveries" | "conversations" | "effects" | "actions"> {
  readonly model_calls: {
    readonly count: number;
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly cost_usd: number;
    readonly unpriced: number;
  };
}

/** The database's answer in our words. */
export function toSummary({ model_calls: calls, ...rest }: SummaryRow): StoreSummary {
  return {
    ...rest,
    modelCalls: {
      count: calls.count,
      inputTokens: calls.input_tokens,
      outputTokens: calls.output_tokens,
      costUsd: calls.cost_usd,
      unpriced: calls.unpriced,
    },
  };
}
