/** LangChain's packages of the providers that it knows, where the name is not the provider's. */
const packages: Readonly<Record<string, string>> = {
  azure_openai: "@langchain/openai",
  bedrock: "@langchain/aws",
  mistral: "@langchain/mistralai",
  together: "@langchain/together-ai",
};

/** What a child installs to reach its model; without a model, the two whose API keys are found by themselves. */
export function listProviders(model: string | undefined): readonly string[] {
  if (model === undefined) return ["@langchain/anthropic", "@langchain/openai"];
  const [provider = ""] = model.split(":");
  return [(Object.hasOwn(packages, provider) ? packages[provider] : undefined) ?? `@langchain/${provider}`];
}
