import type { SgNode } from "@ast-grep/napi";
import { parseSource } from "../upgrade/codemod/parse-source.ts";

/** A name that a file needs from a package. */
export interface NeededName {
  readonly name: string;
  readonly from: string;
}

/** The file with the import. Undefined: the name means something else there. */
export function importName(path: string, text: string, { name, from }: NeededName): string | undefined {
  const { root } = parseSource(path, text);
  const statements = root.findAll({ rule: { kind: "import_statement" } }).filter((node) => !isOfTypes(node));
  const own = statements.find((node) => node.field("source")?.text().slice(1, -1) === from);
  const specifiers = own?.findAll({ rule: { kind: "import_specifier" } }) ?? [];
  if (specifiers.some((node) => node.text() === name)) return text;
  if (root.findAll({ rule: { kind: "identifier", regex: `^${name}$` } }).length > 0) return undefined;

  const last = specifiers.at(-1)?.range().end.index;
  if (last !== undefined) return `${text.slice(0, last)}, ${name}${text.slice(last)}`;
  const start = statements[0]?.range().start.index ?? 0;
  return `${text.slice(0, start)}import { ${name} } from "${from}";\n${text.slice(start)}`;
}

/** `import type`, which brings nothing that runs. */
function isOfTypes(statement: SgNode): boolean {
  return statement.children().some((child) => child.kind() === "type");
}
