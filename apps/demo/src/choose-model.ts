/** Where answers come from. */
export interface ModelChoice {
  /** For the first line of the demo. */
  readonly description: string;
  /** What the child needs to reach the model. Undefined: the script answers. */
  readonly environment: Readonly<Record<string, string>> | undefined;
}

const passedOn =
  /^(ANTHROPIC|OPENAI|AZURE|GOOGLE|OLLAMA|MISTRAL|GROQ|AWS|DEEPSEEK|XAI|OPENROUTER|LANGSMITH)_|^(HTTPS?|NO)_PROXY$/i;

/** The model that was named, or that an API key stands for; without either the scenario's script. */
export function chooseModel(named: string | undefined, variables: NodeJS.ProcessEnv): ModelChoice {
  const given = Object.entries(variables).filter(
    (entry): entry is [string, string] => passedOn.test(entry[0]) && entry[1] !== undefined,
  );
  if (named !== undefined)
    return { description: named, environment: { ...Object.fromEntries(given), OSORGANICAI_MODEL: named } };
  const key = ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"].find((name) => variables[name]);
  if (key !== undefined)
    return { description: `the default model for ${key}`, environment: Object.fromEntries(given) };
  return {
    description: "scripted (no ANTHROPIC_API_KEY, no OPENAI_API_KEY, no --model)",
    environment: undefined,
  };
}
