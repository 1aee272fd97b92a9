import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type AgentClass, type AgentLoader, type AgentName, messageOf } from "@osorganicai/core";
import { parseConfig, type ResolvedConfig } from "@osorganicai/core/config";
import { loadConfig } from "../../load-config.ts";
import { findDeadOverrides } from "./find-dead-overrides.ts";
import type { InspectedAgent, Inspection } from "./inspection.ts";
import { readSources } from "./read-sources.ts";

/** Loads what a child's configuration names, and looks at it. Never rejects. */
export async function inspectConfig(directory: string): Promise<Inspection> {
  let config: ResolvedConfig;
  try {
    config = parseConfig(await loadConfig(directory));
  } catch (error) {
    return { configProblem: messageOf(error), agents: [], routes: [] };
  }
  const ours = await loadOurClasses(directory);
  const sources = await readSources(directory);
  const loaders = Object.entries(config.agents).filter((entry): entry is [AgentName, AgentLoader] =>
    Boolean(entry[1]),
  );
  const agents: InspectedAgent[] = [];
  for (const [role, load] of loaders) agents.push(await inspectAgent(role, load, { ours, sources }));
  const { small, standard, strong } = config.models;
  const models = Object.fromEntries(
    Object.entries({ small, standard, strong }).filter(([, name]) => name !== undefined),
  );
  // What goes to another process is JSON.
  const routes = config.routes.map(({ when: _when, ...route }) => route);
  return { models: models as Record<string, string>, agents, routes };
}

async function inspectAgent(
  role: AgentName,
  load: AgentLoader,
  known: { readonly ours: ReadonlySet<unknown>; readonly sources: string },
): Promise<InspectedAgent> {
  try {
    const { default: Agent } = await load();
    return { role, ...inspectClass(Agent, known) };
  } catch (error) {
    return { role, problem: messageOf(error), title: role, overrides: [], dead: [] };
  }
}

function inspectClass(
  Agent: AgentClass,
  { ours, sources }: { readonly ours: ReadonlySet<unknown>; readonly sources: string },
): Omit<InspectedAgent, "role"> {
  if (typeof Agent !== "function") throw new Error("Its module has no class as default export.");
  const chain = ancestorsOf(Agent);
  const first = chain.findIndex((ancestor) => ours.has(ancestor));
  if (first === -1)
    throw new Error(
      `${Agent.name} extends no agent of the installed packages. Extend one of @osorganicai/agents-po, @osorganicai/agents-dev or @osorganicai/core, and see that there is one copy of each.`,
    );
  const title = chain
    .slice(0, first + 1)
    .map(({ name }) => name || "a class without a name")
    .join(" extends ");
  return { title, ...findDeadOverrides({ own: chain.slice(0, first), base: chain.slice(first), sources }) };
}

/** The class itself first. */
function ancestorsOf(Agent: AgentClass): readonly AgentClass[] {
  const chain: AgentClass[] = [];
  for (
    let next: unknown = Agent;
    typeof next === "function" && next !== Function.prototype;
    next = Object.getPrototypeOf(next)
  )
    chain.push(next as AgentClass);
  return chain;
}

/** Every class that the packages export which the child itself finds. */
async function loadOurClasses(directory: string): Promise<ReadonlySet<unknown>> {
  const { resolve } = createRequire(join(directory, "_"));
  const classes = new Set<unknown>();
  for (const name of ["@osorganicai/core", "@osorganicai/agents-po", "@osorganicai/agents-dev"])
    try {
      const module = (await import(pathToFileURL(resolve(name)).href)) as Record<string, unknown>;
      for (const value of Object.values(module)) if (typeof value === "function") classes.add(value);
    } catch {
      // A child needs only those that it extends.
    }
  return classes;
}
