import type { Clock, LanguageModel, Logger, ModelCallLog, ModelTier, RateLimiter } from "@osorganicai/core";
import type { ModelPrice } from "./prices.ts";
import { sequentialToolLoop } from "./sequential-tool-loop.ts";
import type { ToolLoop } from "./tool-loop.ts";
import type { ModelLimits } from "./within-turn.ts";

/** What models are reached with. */
export interface LanguageModelOptions {
  /** `provider:model` of each tier, for any provider that LangChain knows. A missing one fails at its first call. */
  readonly models: Readonly<Partial<Record<ModelTier, string | undefined>>>;
  /** Where every answer is recorded. */
  readonly calls: ModelCallLog;
  readonly clock: Clock;
  readonly log: Logger;
  /** US dollars by `provider:model`, before those that this package knows. @default {} */
  readonly prices?: Readonly<Record<string, ModelPrice>>;
  /** Folder whose installed provider packages are used: the child's. @default this package's */
  readonly resolveFrom?: string;
  /** @default sequentialToolLoop */
  readonly toolLoop?: ToolLoop;
  /** How long one answer may take. @default 600_000 (10 minutes, Anthropic's own limit) */
  readonly timeoutMs?: number;
  /** How much of one tool's result a model reads; the middle is cut. @default 20_000 */
  readonly maxResultChars?: number;
  /** Where turns are taken, over all processes. @default none: nothing is limited */
  readonly limiter?: RateLimiter;
  /** By provider, e.g. `anthropic`. @default {} */
  readonly limits?: Readonly<Record<string, ModelLimits>>;
}

/** Any model that LangChain knows. Nothing of LangChain is loaded before the first call. */
export function createLanguageModel(options: LanguageModelOptions): LanguageModel {
  let loading: ReturnType<typeof loadLangChain> | undefined;
  const load = (): ReturnType<typeof loadLangChain> => {
    loading ??= loadLangChain(options);
    return loading;
  };
  return {
    async generate(context, call, prompt) {
      const { ask, generate } = await load();
      return generate(ask, context, { call, prompt });
    },
    async useTools(context, task) {
      const { ask, useTools } = await load();
      const { toolLoop = sequentialToolLoop, maxResultChars = 20_000 } = options;
      return useTools(context, task, { ask, toolLoop, maxResultChars });
    },
  };
}

async function loadLangChain({
  prices = {},
  timeoutMs = 600_000,
  resolveFrom,
  limiter,
  limits = {},
  ...options
}: LanguageModelOptions) {
  const [{ createAskModel }, { generate }, { useTools }] = await Promise.all([
    import("./ask-model.ts"),
    import("./generate.ts"),
    import("./use-tools.ts"),
  ]);
  const ask = createAskModel({ ...options, prices, timeoutMs, resolveFrom, limiter, limits });
  return { ask, generate, useTools };
}
