import type { SgNode } from "@ast-grep/napi";

/** The object that a configuration exports: `defineConfig({ … })`, or the object itself. */
export function findConfig(root: SgNode): SgNode | undefined {
  const exported = root
    .findAll({ rule: { kind: "export_statement" } })
    .find((node) => node.children().some((child) => child.kind() === "default"));
  const exportedValue = exported?.field("value");
  const value = exportedValue?.is("satisfies_expression") ? exportedValue.namedChildren()[0] : exportedValue;
  const inner = value?.is("call_expression") ? value.field("arguments")?.namedChildren()[0] : value;
  return inner?.is("object") ? inner : undefined;
}

/** What a property is set to; of `{ agents }` and `agents() {}` the property itself. */
export function propertyOf(object: SgNode, name: string): SgNode | undefined {
  const property = object.namedChildren().find((child) => {
    const key = child.field("key") ?? child.field("name") ?? child;
    return key.text() === name || (key.is("string") && key.text().slice(1, -1) === name);
  });
  return property?.field("value") ?? property;
}

/** Whether it may have more than it shows: of `...base`, or of a computed name. */
export function isOpen(node: SgNode): boolean {
  return node
    .namedChildren()
    .some((child) => child.is("spread_element") || child.field("key")?.is("computed_property_name"));
}

/** Behind the last entry of an object or a list, and behind its comma and the comments on its line. */
export function insertLast(text: string, node: SgNode, added: string, indent: string): string {
  const entries = node.namedChildren().filter((child) => !child.is("comment"));
  const last = entries.at(-1);
  if (last === undefined) {
    const close = node.range().end.index - 1;
    return `${text.slice(0, close).trimEnd()}\n${indent}${added}\n${indent.slice(2)}${text.slice(close)}`;
  }
  const end = last.range().end;
  const behind = node.children().filter((child) => child.range().start.index >= end.index);
  const comma = behind.find((child) => child.text() === ",");
  const kept = behind.filter(
    (child) => child.id() === comma?.id() || (child.is("comment") && child.range().start.line === end.line),
  );
  const at = kept.at(-1)?.range().end.index ?? end.index;
  const separator = comma === undefined ? "," : "";
  return `${text.slice(0, end.index)}${separator}${text.slice(end.index, at)}\n${indent}${added}${text.slice(at)}`;
}
