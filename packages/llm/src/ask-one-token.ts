import { loadChatModel } from "./load-chat-model.ts";

/** How a model is asked. */
export interface AskOneTokenOptions {
  /** Where provider packages are looked for first. */
  readonly resolveFrom?: string;
  /** Gives up. */
  readonly signal?: AbortSignal;
}

/** Its first line is how a double knows what it is asked. */
const question: readonly ["system" | "human", string][] = [
  ["system", "Purpose: doctor.one_token\n\nAnswer with one word."],
  ["human", "Are you there?"],
];

/**
 * Asks a model for as little as its provider sells: whether key, name and account are right. Nothing of the answer is
 * looked at, nothing is recorded.
 * @param name `provider:model`
 * @throws OSOrganicError `model_not_configured`, `model_unavailable`, `model_refused`
 */
export async function askOneToken(
  name: string,
  { resolveFrom, signal }: AskOneTokenOptions = {},
): Promise<void> {
  // OpenAI refuses less than 16.
  const chatModel = await loadChatModel(name, resolveFrom, { maxTokens: 16 });
  try {
    await chatModel.invoke([...question], signal && { signal });
  } catch (error) {
    // Only now, because it brings LangChain along.
    const { toModelError } = await import("./to-model-error.ts");
    throw toModelError(error, name);
  }
}
