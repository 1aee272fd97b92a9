import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type AgentClass,
  type AgentDependencies,
  type AgentRole,
  type ModelCallDescription,
  OSOrganicError,
  type Prompt,
} from "@osorganicai/core";
import { loadConfig } from "../load-config.ts";
import { sampleThread } from "./sample-thread.ts";

interface Speaker {
  readonly name: string;
  readonly role: AgentRole;
  readonly module: string;
  readonly unspecialised: string;
}

/** The agents that speak to a model, and where they come from when the child has none of its own. */
const speakers: readonly Speaker[] = [
  {
    name: "product-owner",
    role: "productOwner",
    module: "@osorganicai/agents-po",
    unspecialised: "ProductOwnerAgent",
  },
  {
    name: "developer",
    role: "developer",
    module: "@osorganicai/agents-dev",
    unspecialised: "DeveloperAgent",
  },
];

/**
 * What a child's agents say to a model, for a fixed sample issue: the same agents and the same version give the same text.
 * Runs the child's own code, asks no model and nobody on the network.
 * @returns Markdown by agent: `product-owner`, `developer`
 */
export async function renderPrompts(root: string): Promise<Readonly<Record<string, string>>> {
  const { agents = {} } = await loadConfig(root);
  const rendered = await Promise.all(
    speakers.map(async (speaker) => {
      const ours = await loadPackage(root, speaker);
      const own = await agents[speaker.role]?.();
      const Agent = own?.default ?? (ours[speaker.unspecialised] as AgentClass);
      const calls = ours["modelCalls"] as readonly ModelCallDescription[];
      // What makes prompts is protected: only agents send them. This only reads them.
      const agent = new Agent(noDependencies) as unknown as Speaking;
      return [speaker.name, await renderAgent(agent, calls)] as const;
    }),
  );
  return Object.fromEntries(rendered);
}

/** Of the child's own version. */
async function loadPackage(root: string, { module }: Speaker): Promise<Readonly<Record<string, unknown>>> {
  try {
    const path = createRequire(join(root, "package.json")).resolve(module);
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new OSOrganicError(
      "config_invalid",
      `${module} is not installed in this child. Install its packages.`,
      { cause },
    );
  }
}

/** An agent's methods that make prompts. Optional: a child may come from a version that has others. */
interface Speaking {
  buildPrompt?(prompt: Prompt): Promise<Prompt>;
  buildAnalysisPrompt?(thread: typeof sampleThread): string;
  tools?(): readonly { readonly name: string; readonly description: string }[];
}

async function renderAgent(agent: Speaking, calls: readonly ModelCallDescription[]): Promise<string> {
  const parts = await Promise.all(calls.map((call) => renderCall(agent, call)));
  return `${parts.join("\n\n")}\n`;
}

async function renderCall(agent: Speaking, call: ModelCallDescription): Promise<string> {
  const task = agent.buildAnalysisPrompt?.(sampleThread) ?? call.taskEndings.join("\n");
  const plain = { system: call.system, task };
  const prompt = (await agent.buildPrompt?.(plain)) ?? plain;
  const tools = ["tools" in call ? call.tools : [], agent.tools?.() ?? []].flat();
  const list = tools.map(({ name, description }) => `- ${name}: ${description}`).join("\n");
  return [
    `# ${call.purpose}`,
    "## System",
    prompt.system,
    "## Task",
    prompt.task,
    ...(tools.length > 0 ? ["## Tools", list] : []),
  ].join("\n\n");
}

/** Whoever reaches for them while a prompt is made is told so. */
const noDependencies: AgentDependencies = new Proxy({} as AgentDependencies, {
  get(_, name) {
    throw new OSOrganicError(
      "capability_denied",
      `A prompt cannot be rendered offline, because it reads \`${String(name)}\`.`,
    );
  },
});
