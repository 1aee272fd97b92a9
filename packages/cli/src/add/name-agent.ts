import type { SgNode } from "@ast-grep/napi";
import { UsageError } from "../run/usage-error.ts";
import { countErrors, parseSource } from "../upgrade/codemod/parse-source.ts";
import type { TreeFork } from "../upgrade/tree/child-tree.ts";

const names = ["osorganicai.config.ts", "osorganicai.config.js", "osorganicai.config.mjs"];

/**
 * Names an agent in the child's configuration.
 * @returns what is left to the user, when the configuration is written in a way of its own
 * @throws UsageError when the place is taken
 */
export function nameAgent(tree: TreeFork, role: string, module: string): readonly string[] {
  const line = `${role}: () => import("${module}"),`;
  const path = names.find((name) => tree.read(name) !== undefined) ?? "osorganicai.config.ts";
  const edited = addLine({ path, text: tree.read(path) ?? "", role, line });
  // What cannot be understood afterwards is better written by the user.
  if (edited === undefined || countErrors(parseSource(path, edited)) > 0)
    return [`Add this to agents in ${path}: ${line}`];
  tree.write(path, edited);
  return [];
}

interface Line {
  readonly path: string;
  readonly text: string;
  readonly role: string;
  readonly line: string;
}

/** The configuration with the line; undefined: where it belongs is not certain. */
function addLine({ path, text, role, line }: Line): string | undefined {
  const config = findConfig(parseSource(path, text).root);
  if (config === undefined) return undefined;
  const agents = propertyOf(config, "agents");
  if (agents === undefined)
    return isOpen(config) ? undefined : insertLast(text, config, `agents: {\n    ${line}\n  },`, "  ");
  if (!agents.is("object")) return undefined;
  if (propertyOf(agents, role) !== undefined)
    throw new UsageError(`agents.${role} is set in ${path} already. Change the class that it names.`);
  return isOpen(agents) ? undefined : insertLast(text, agents, line, "    ");
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

/** What a property is set to; of `{ agents }` and `agents() {}` the property itself. */
function propertyOf(object: SgNode, name: string): SgNode | undefined {
  const property = object.namedChildren().find((child) => {
    const key = child.field("key") ?? child.field("name") ?? child;
    return key.text() === name || (key.is("string") && key.text().slice(1, -1) === name);
  });
  return property?.field("value") ?? property;
}

/** Whether it may have more properties than it names: of `...base`, or of a computed name. */
function isOpen(object: SgNode): boolean {
  return object
    .namedChildren()
    .some((child) => child.is("spread_element") || child.field("key")?.is("computed_property_name"));
}

/** Behind the last property, and behind its comma and the comments on its line. */
function insertLast(text: string, object: SgNode, added: string, indent: string): string {
  const properties = object.namedChildren().filter((child) => !child.is("comment"));
  const last = properties.at(-1);
  if (last === undefined) {
    const close = object.range().end.index - 1;
    return `${text.slice(0, close).trimEnd()}\n${indent}${added}\n${indent.slice(2)}${text.slice(close)}`;
  }
  const end = last.range().end;
  const behind = object.children().filter((child) => child.range().start.index >= end.index);
  const comma = behind.find((child) => child.text() === ",");
  const kept = behind.filter(
    (child) => child.id() === comma?.id() || (child.is("comment") && child.range().start.line === end.line),
  );
  const at = kept.at(-1)?.range().end.index ?? end.index;
  const separator = comma === undefined ? "," : "";
  return `${text.slice(0, end.index)}${separator}${text.slice(end.index, at)}\n${indent}${added}${text.slice(at)}`;
}
