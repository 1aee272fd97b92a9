/** Whether this can name a model: `provider:model`. Whether it exists, only its provider knows. */
export function isModelName(text: string): boolean {
  return /^[a-z0-9_-]+:\S+$/.test(text);
}

/** What to write instead, for whoever refuses a name. */
export const modelNameForm = "provider:model, e.g. anthropic:claude-sonnet-5-5";
