import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { messageOf, OSOrganicError } from "@osorganicai/core";

/**
 * The model behind `provider:model`, made by LangChain's own class for that provider. Nothing is sent yet.
 *
 * LangChain's `initChatModel` looks for provider packages beside itself, where a strict node_modules has none of the
 * child's; so they are found from `resolveFrom`, the child's folder, or else from this package.
 * @param fields stronger than the provider's own
 * @throws OSOrganicError `model_not_configured` with a sentence that says what to add
 */
export async function loadChatModel(
  name: string,
  resolveFrom?: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<BaseChatModel> {
  const { MODEL_PROVIDER_CONFIG } = await import("langchain/chat_models/universal");
  const [provider, model] = splitName(name);
  // LangSmith's gateway needs settings that only initChatModel knows.
  const { langsmith: _gateway, ...known } = MODEL_PROVIDER_CONFIG as Record<string, ProviderSource>;
  const source = Object.hasOwn(known, provider) ? known[provider] : undefined;
  if (!source) throw unknownProvider(provider, Object.keys(known));
  const module = await importFrom(source.package, name, resolveFrom);
  const ChatModel = module[source.className] as new (fields: Record<string, unknown>) => BaseChatModel;
  try {
    return new ChatModel({ model, maxRetries: 0, ...providerFields[provider], ...fields });
  } catch (cause) {
    throw new OSOrganicError("model_not_configured", `${name} cannot be used: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

/** A line of LangChain's table of providers. */
interface ProviderSource {
  readonly package: string;
  readonly className: string;
}

/** The least a provider needs beyond the model's name; retries are the engine's, which knows when to come back. */
const providerFields: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // Thinking and answer together. LangChain's default for models it does not know is 4,096, too little for a file;
  // above 21,333 Anthropic wants the answer streamed.
  anthropic: { maxTokens: 16_000 },
  // GPT-6 refuses tools in the older interface: https://developers.openai.com/api/docs/models/gpt-6-sol
  openai: { useResponsesApi: true },
};

function splitName(name: string): readonly [provider: string, model: string] {
  const colon = name.indexOf(":");
  if (colon > 0 && colon < name.length - 1) return [name.slice(0, colon), name.slice(colon + 1)];
  throw new OSOrganicError(
    "model_not_configured",
    `"${name}" is not a model. Write it as provider:model, e.g. anthropic:claude-sonnet-5-5.`,
  );
}

function unknownProvider(provider: string, known: readonly string[]): OSOrganicError {
  return new OSOrganicError(
    "model_not_configured",
    `LangChain knows no model provider "${provider}". Use one of: ${known.join(", ")}.`,
  );
}

async function importFrom(
  packageName: string,
  modelName: string,
  resolveFrom: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const entry =
    findEntry(packageName, resolveFrom ?? import.meta.dirname) ?? findEntry(packageName, import.meta.dirname);
  if (entry !== undefined) return import(entry) as Promise<Readonly<Record<string, unknown>>>;
  const packed = await packages[packageName]?.().catch(() => undefined);
  if (packed) return packed;
  throw new OSOrganicError(
    "model_not_configured",
    `${modelName} needs the package ${packageName}. Add it to the dependencies ${resolveFrom === undefined ? "of your project" : `in the folder ${basename(projectOf(resolveFrom))}`}, with the package manager used there.`,
  );
}

/** Named as a whole, because whoever packs a function for a platform takes along only what is. */
const packages: Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>> = {
  "@langchain/anthropic": () => import("@langchain/anthropic"),
  "@langchain/openai": () => import("@langchain/openai"),
};

/** A program that lies in a project's node_modules is the project's. */
function projectOf(folder: string): string {
  return folder.replace(/[\\/]node_modules([\\/].*)?$/s, "");
}

/** The package's ESM entry: `require` would find its CommonJS twin, and with it a second copy of LangChain. */
function findEntry(packageName: string, folder: string): string | undefined {
  const manifest = resolveManifest(packageName, folder);
  if (manifest === undefined) return undefined;
  const { exports, main } = JSON.parse(readFileSync(manifest, "utf8")) as {
    exports?: { "."?: { import?: string | { default: string } } };
    main: string;
  };
  const entry = exports?.["."]?.import ?? main;
  return pathToFileURL(join(dirname(manifest), typeof entry === "string" ? entry : entry.default)).href;
}

function resolveManifest(packageName: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, "_")).resolve(`${packageName}/package.json`);
  } catch {
    return undefined;
  }
}
