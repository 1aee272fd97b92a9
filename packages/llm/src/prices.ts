/** What one model costs, in US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** What a whole request costs instead, once its input is longer than that. */
  readonly long?: { readonly aboveInputTokens: number; readonly input: number; readonly output: number };
}

/** What one answer used. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Undefined when nobody told the model's price: an unknown cost is not a cost of 0.
 * Cached input counts as fresh, so the true cost is never above this one.
 */
export function costOf(
  model: string,
  { inputTokens, outputTokens }: TokenUsage,
  prices: Readonly<Record<string, ModelPrice>> = {},
): number | undefined {
  const undated = model.replace(/-(latest|\d{8}|\d{4}-\d{2}-\d{2})$/, "");
  const price = prices[model] ?? prices[undated] ?? knownPrices[undated];
  if (!price) return undefined;
  const { input, output } = price.long && inputTokens > price.long.aboveInputTokens ? price.long : price;
  return (inputTokens * input + outputTokens * output) / 1_000_000;
}

/** GPT-6 costs twice as much to read and half as much again to write from here on. */
const long = (input: number, output: number): Required<ModelPrice>["long"] => ({
  aboveInputTokens: 272_000,
  input: input * 2,
  output: output * 1.5,
});

/**
 * Standard prices as of November 2026, from https://platform.claude.com/docs/en/about-claude/pricing and
 * https://developers.openai.com/api/docs/pricing. A child overrides them in its configuration.
 */
export const knownPrices: Readonly<Record<string, ModelPrice>> = {
  "anthropic:claude-fable-5-1": { input: 10, output: 50 },
  "anthropic:claude-opus-5-5": { input: 4, output: 20 },
  "anthropic:claude-opus-5": { input: 5, output: 25 },
  "anthropic:claude-opus-4-5": { input: 5, output: 25 },
  "anthropic:claude-sonnet-5-5": { input: 2, output: 10 },
  "anthropic:claude-sonnet-5": { input: 2, output: 10 },
  "anthropic:claude-sonnet-4-6": { input: 3, output: 15 },
  "anthropic:claude-sonnet-4-5": { input: 3, output: 15 },
  "anthropic:claude-haiku-5-5": {
    input: 0.1,
    output: 0.5,
    long: { aboveInputTokens: 100_000, input: 0.5, output: 2.5 },
  },
  "anthropic:claude-haiku-4-5": { input: 1, output: 5 },
  "openai:gpt-6.2-astra": { input: 8, output: 40, long: long(8, 40) },
  "openai:gpt-6.2-sol": { input: 2, output: 10, long: long(2, 10) },
  "openai:gpt-6.1-sol": { input: 2, output: 10, long: long(2, 10) },
  "openai:gpt-6-astra": { input: 10, output: 50, long: long(10, 50) },
  "openai:gpt-6-sol": { input: 2, output: 10, long: long(2, 10) },
  "openai:gpt-6-luna": { input: 0.1, output: 0.5, long: long(0.1, 0.5) },
  "openai:gpt-5.5": { input: 5, output: 30 },
  "openai:gpt-5.4": { input: 2.5, output: 15 },
  "openai:gpt-5.4-mini": { input: 0.75, output: 4.5 },
  "openai:gpt-5.1": { input: 1.25, output: 10 },
  "openai:gpt-5-mini": { input: 0.25, output: 2 },
};
