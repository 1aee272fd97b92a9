import type { ResolvedConfig } from "@osorganicai/core/config";
import { loadChatModel } from "@osorganicai/llm";
import { chooseModels } from "./choose-models.ts";
import type { ModelEnvironment } from "./environment.ts";

/** What is asked about. */
export interface ModelCheck {
  readonly config: ResolvedConfig;
  readonly environment: ModelEnvironment;
  /** Where packages of model providers are looked for first. */
  readonly directory: string;
}

/**
 * Makes every model that an instance would use, without asking it anything.
 * @throws OSOrganicError `model_not_configured` when nobody knows the provider, or its package or key is missing
 */
export async function checkModels({ config, environment, directory }: ModelCheck): Promise<void> {
  const names = new Set(Object.values(chooseModels(config, environment)));
  for (const name of names) await loadChatModel(name, directory);
}
