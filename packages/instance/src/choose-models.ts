import type { ModelTier } from "@osorganicai/core";
import type { ResolvedConfig } from "@osorganicai/core/config";
import type { ModelEnvironment } from "./environment.ts";

type Models = Readonly<Partial<Record<ModelTier, string>>>;

/** What an API key alone leads to. Prices of these are known to `@osorganicai/llm`. */
const defaults: { readonly anthropic: Models; readonly openai: Models } = {
  anthropic: {
    small: "anthropic:claude-haiku-5-5",
    standard: "anthropic:claude-sonnet-5-5",
    strong: "anthropic:claude-opus-5-5",
  },
  openai: { small: "openai:gpt-6-luna", standard: "openai:gpt-6.2-sol", strong: "openai:gpt-6.2-sol" },
};

/**
 * The model of every tier: the environment's `OSORGANICAI_MODEL`, else the configuration's, else what fits the API key.
 * Empty when nothing says anything: the first model call then says what to set.
 */
export function chooseModels({ models }: ResolvedConfig, environment: ModelEnvironment): Models {
  const { model, anthropicKey, openaiKey } = environment;
  if (model !== undefined) return { small: model, standard: model, strong: model };
  const fallback = anthropicKey ? defaults.anthropic : openaiKey ? defaults.openai : {};
  const configured = Object.entries({
    small: models.small,
    standard: models.standard,
    strong: models.strong,
  }).filter(([, name]) => name !== undefined);
  return { ...fallback, ...Object.fromEntries(configured) };
}
