import { UsageError } from "../run/usage-error.ts";
import { countErrors, parseSource } from "../upgrade/codemod/parse-source.ts";
import type { TreeFork } from "../upgrade/tree/child-tree.ts";
import { findConfig, insertLast, isOpen, propertyOf } from "./edit-object.ts";
import { importName } from "./import-name.ts";

const names = ["osorganicai.config.ts", "osorganicai.config.js", "osorganicai.config.mjs"];

/** An agent as a configuration names it. */
export interface NamedAgent {
  /** A built-in place, or a name of its own. */
  readonly name: string;
  /** Relative to the child's folder. */
  readonly module: string;
  /** Label that starts it. Undefined: it takes a built-in place, which has its routes. */
  readonly label?: string;
}

/**
 * Names an agent in the child's configuration, with a route when it needs one.
 * @returns what is left to the user, when the configuration is written in a way of its own
 * @throws UsageError when the place is taken
 */
export function nameAgent(tree: TreeFork, agent: NamedAgent): readonly string[] {
  const path = names.find((name) => tree.read(name) !== undefined) ?? "osorganicai.config.ts";
  const edited = editConfig(path, tree.read(path) ?? "", agent);
  // What cannot be understood afterwards is better written by the user.
  if (edited !== undefined && countErrors(parseSource(path, edited)) === 0) {
    tree.write(path, edited);
    return [];
  }
  return [
    `Add this to agents in ${path}: ${agentLine(agent)}`,
    ...(agent.label === undefined
      ? []
      : [`Add this to routes there, and import labelIs from @osorganicai/core: ${routeLine(agent)}`]),
  ];
}

/** The configuration with the agent; undefined: where it belongs is not certain. */
function editConfig(path: string, text: string, agent: NamedAgent): string | undefined {
  const named = { path, field: "agents", kind: "object", entry: agentLine(agent), key: agent.name } as const;
  if (agent.label === undefined) return addEntry(text, named);
  const imported = importName(path, text, { name: "labelIs", from: "@osorganicai/core" });
  const withAgent = imported && addEntry(imported, named);
  return withAgent && addEntry(withAgent, { path, field: "routes", kind: "array", entry: routeLine(agent) });
}

function agentLine({ name, module }: NamedAgent): string {
  const key = /^\w+$/.test(name) ? name : `"${name}"`;
  return `${key}: () => import("${module}"),`;
}

/** First, because ours take every label that a person sets. */
function routeLine({ name, label }: NamedAgent): string {
  return `{ on: "issues.labeled", when: labelIs("${label}"), run: "${name}", first: true },`;
}

interface Entry {
  readonly path: string;
  readonly field: string;
  readonly kind: "object" | "array";
  readonly entry: string;
  /** Name of the entry, which must not be there yet. */
  readonly key?: string;
}

function addEntry(text: string, { path, field, kind, entry, key }: Entry): string | undefined {
  const config = findConfig(parseSource(path, text).root);
  if (config === undefined) return undefined;
  const there = propertyOf(config, field);
  if (there === undefined) {
    const [open, close] = kind === "object" ? ["{", "}"] : ["[", "]"];
    const property = `${field}: ${open}\n    ${entry}\n  ${close},`;
    return isOpen(config) ? undefined : insertLast(text, config, property, "  ");
  }
  if (!there.is(kind)) return undefined;
  if (key !== undefined && propertyOf(there, key) !== undefined)
    throw new UsageError(`agents.${key} is set in ${path} already. Change the class that it names.`);
  return isOpen(there) ? undefined : insertLast(text, there, entry, "    ");
}
