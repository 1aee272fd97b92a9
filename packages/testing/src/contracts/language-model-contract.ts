import type { ContractCase } from "./contract-case.ts";
import { answerCases } from "./language-model-answers.ts";
import type { LanguageModelSubject } from "./language-model-scene.ts";
import { toolCases } from "./language-model-tools.ts";

/** What every `LanguageModel` must do, checked over the wire against a scripted provider. */
export const languageModelContract: readonly ContractCase<LanguageModelSubject>[] = [
  ...answerCases,
  ...toolCases,
];
