import type { SgNode } from "@ast-grep/napi";
import { UsageError } from "../run/usage-error.ts";
import { parseSource } from "../upgrade/codemod/parse-source.ts";
import type { TreeFork } from "../upgrade/tree/child-tree.ts";

const names = ["osorganicai.config.ts", "osorganicai.config.js", "osorganicai.config.mjs"];

/**
 * Names an agent in the child's configuration.
 * @returns what is left to the user, when the configuration is written in a way of its own
 * @throws UsageError when the place is taken
 */
export function nameAgent(tree: TreeFork, role: string, module: string): readonly string[] {
  const line = `${role}: () => import("${module}"),`;
  const path = names.find((name) => tree.read(name) !== undefined);
  const text = path === undefined ? "" : (tree.read(path) ?? "");
  const config = path === undefined ? undefined : findConfig(parseSource(path, text).root);
  if (path === undefined || config === undefined)
    return [`Add this to agents in osorganicai.config.ts: ${line}`];
  const agents = propertyOf(config, "agents");
  if (agents !== undefined && !agents.is("object")) return [`Add this to agents in ${path}: ${line}`];
  if (agents !== undefined && propertyOf(agents, role) !== undefined)
    throw new UsageError(`agents.${role} is set in ${path} already. Change the class that it names.`);
  const target = agents ?? config;
  const added = agents === undefined ? `agents: {\n    ${line}\n  },` : line;
  tree.write(path, insertLast(text, target, added, agents === undefined ? "  " : "    "));
  return [];
}

/** The object that is exported: `defineConfig({ … })`, or the object itself. */
function findConfig(root: SgNode): SgNode | undefined {
  const exported = root
    .findAll({ rule: { kind: "export_statement" } })
    .find((node) => node.children().some((child) => child.kind() === "default"));
  const value = exported?.field("value");
  const inner = value?.is("call_expression") ? value.field("arguments")?.namedChildren()[0] : value;
  return inner?.is("object") ? inner : undefined;
}

function propertyOf(object: SgNode, name: string): SgNode | undefined {
  const pair = object.children().find((child) => child.is("pair") && child.field("key")?.text() === name);
  return pair?.field("value") ?? undefined;
}

function insertLast(text: string, object: SgNode, added: string, indent: string): string {
  const last = object
    .namedChildren()
    .filter((child) => !child.is("comment"))
    .at(-1);
  if (last === undefined) {
    const { start, end } = object.range();
    return `${text.slice(0, start.index)}{\n${indent}${added}\n${indent.slice(2)}}${text.slice(end.index)}`;
  }
  const end = last.range().end.index;
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  return `${text.slice(0, end)},\n${indent}${added}${text.slice(end + comma)}`;
}
