import type { SgNode } from "@ast-grep/napi";
import { isDeclared, toUnclear, type UnclearUse } from "./find-member-uses.ts";
import { moduleOf } from "./read-bindings.ts";
import type { CodemodOutcome } from "./rename-member.ts";
import { type ImportedName, resolveModule, type SourceEdit, type SourceProject } from "./source-project.ts";

/** What an export of a package is called now, and where it is now. */
export interface NewName {
  readonly name: string;
  /** @default where it was */
  readonly from?: string;
}

/**
 * Renames an import wherever the child has it: named, aliased, as `namespace.name`, loaded by `import()`, and passed on.
 * What the child itself exports keeps its name there, so files that import it from the child stay as they are.
 * What has moved to another module cannot follow a namespace or an `export *`: that is left to a person.
 */
export function renameImport(project: SourceProject, old: ImportedName, to: NewName): CodemodOutcome {
  const known = new Set(project.sources().map(({ path }) => path));
  const changes = project.sources().map(({ path, root }) => {
    const unclear: UnclearUse[] = [];
    const search: Search = {
      project,
      known,
      path,
      root,
      old,
      to,
      leave: (node) => void unclear.push(toUnclear(path, node)),
    };
    const edits = [
      ...root.findAll({ rule: { kind: "import_statement" } }).flatMap((node) => editImport(search, node)),
      ...root.findAll({ rule: { kind: "export_statement" } }).flatMap((node) => editExport(search, node)),
      ...editNamespaces(search),
      ...editLoaded(search),
    ];
    return { path, edits, unclear };
  });
  // Only now: what a name means must not change while names are looked up.
  for (const { path, edits } of changes) project.edit(path, edits);
  return {
    changed: changes.filter(({ edits }) => edits.length > 0).map(({ path }) => path),
    unclear: changes.flatMap(({ unclear }) => unclear),
  };
}

interface Search {
  readonly project: SourceProject;
  readonly known: ReadonlySet<string>;
  readonly path: string;
  readonly root: SgNode;
  readonly old: ImportedName;
  readonly to: NewName;
  /** Leaves a place to a person. */
  readonly leave: (node: SgNode) => void;
}

function editImport(search: Search, statement: SgNode): readonly SourceEdit[] {
  const module = moduleOf(statement);
  if (module === undefined || !offers(search, search.path, module)) return [];
  const specifiers = statement.findAll({ rule: { kind: "import_specifier" } });
  const found = specifiers.find((node) => node.field("name")?.text() === search.old.name);
  if (!found) return [];
  if (search.to.from !== undefined && module !== search.old.from) {
    search.leave(found);
    return [];
  }
  const name = found.field("name");
  const { text, edits } =
    found.field("alias") || !name
      ? { text: renamed(found, search.to.name), edits: [] }
      : renameLocal(search, found);
  return [...edits, ...moveSpecifier({ statement, specifiers, found, text, moved: search.to.from })];
}

/** Whether a module passes the export on under its own name: it is the package, or says `export * from` it. */
function offers(
  search: Search,
  path: string,
  module: string,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  const { project, known, old } = search;
  if (module === old.from) return true;
  const file = resolveModule(path, module, known);
  if (file === undefined || seen.has(file)) return false;
  const { exports, stars } = project.bindings(file);
  return !exports.has(old.name) && stars.some((star) => offers(search, file, star, new Set([...seen, file])));
}

function renamed(specifier: SgNode, name: string): string {
  const old = specifier.field("name");
  if (!old) return specifier.text();
  const at = old.range().start.index - specifier.range().start.index;
  const text = specifier.text();
  return `${text.slice(0, at)}${name}${text.slice(at + old.text().length)}`;
}

/** The name in the rest of the file: renamed where that is certain, else kept by `new as old`. */
function renameLocal(
  { root, old, to }: Search,
  specifier: SgNode,
): { readonly text: string; readonly edits: readonly SourceEdit[] } {
  const text = renamed(specifier, to.name);
  if (old.name === to.name) return { text, edits: [] };
  const names = root.findAll({ rule: { any: nameKinds.map((kind) => ({ kind })) } });
  const range = specifier.range();
  const uses = names.filter(
    (node) =>
      node.text() === old.name &&
      !(node.range().start.index >= range.start.index && node.range().end.index <= range.end.index),
  );
  const isTaken = names.some((node) => node.text() === to.name);
  if (isTaken || uses.some(isDeclared)) return { text: `${text} as ${old.name}`, edits: [] };
  return { text, edits: uses.flatMap((node) => renameUse(node, old.name, to.name)) };
}

const nameKinds: readonly string[] = [
  "identifier",
  "type_identifier",
  "shorthand_property_identifier",
  "shorthand_property_identifier_pattern",
];

function renameUse(node: SgNode, from: string, to: string): readonly SourceEdit[] {
  const parent = node.parent();
  if (node.is("shorthand_property_identifier")) return [replace(node, `${from}: ${to}`)];
  if (parent?.is("export_specifier")) {
    if (exportModule(parent) !== undefined) return []; // another module's name
    if (parent.field("alias")?.id() === node.id()) return [];
    return [replace(node, parent.field("alias") ? to : `${to} as ${from}`)];
  }
  return parent?.is("import_specifier") ? [] : [replace(node, to)];
}

function exportModule(specifier: SgNode): string | undefined {
  const statement = specifier.ancestors().find((node) => node.is("export_statement"));
  return statement && moduleOf(statement);
}

/** `export { name } from` keeps what it is called outside. */
function editExport({ old, to }: Search, statement: SgNode): readonly SourceEdit[] {
  if (moduleOf(statement) !== old.from) return [];
  const specifiers = statement.findAll({ rule: { kind: "export_specifier" } });
  const found = specifiers.find((node) => node.field("name")?.text() === old.name);
  if (!found) return [];
  const text = renamed(found, to.name);
  const kept = found.field("alias") || old.name === to.name ? text : `${text} as ${old.name}`;
  return moveSpecifier({ statement, specifiers, found, text: kept, moved: to.from });
}

interface Move {
  readonly statement: SgNode;
  readonly specifiers: readonly SgNode[];
  readonly found: SgNode;
  readonly text: string;
  readonly moved: string | undefined;
}

/** Rewrites one specifier, in a statement of its own when its module is another one now. */
function moveSpecifier({ statement, specifiers, found, text, moved }: Move): readonly SourceEdit[] {
  const source = statement.field("source");
  if (moved === undefined || !source) return [replace(found, text)];
  const quote = source.text()[0] ?? '"';
  const clause = statement.children().find((child) => child.is("import_clause"));
  const isOnly = specifiers.length === 1 && (clause?.namedChildren().length ?? 1) === 1;
  if (isOnly) return [replace(found, text), replace(source, `${quote}${moved}${quote}`)];
  const [keyword] = /^(import|export)(\s+type)?/.exec(statement.text()) ?? ["import"];
  const semicolon = statement.text().trimEnd().endsWith(";") ? ";" : "";
  const end = statement.range().end.index;
  return [
    ...removeFromList(found),
    { start: end, end, text: `\n${keyword} { ${text} } from ${quote}${moved}${quote}${semicolon}` },
  ];
}

/** A specifier with the comma behind it, or else the one before. */
function removeFromList(node: SgNode): readonly SourceEdit[] {
  const { start, end } = node.range();
  const [next, previous] = [node.next(), node.prev()];
  if (next?.text() === ",") {
    const after = next.next();
    const to = after?.isNamed() ? after.range().start.index : next.range().end.index;
    return [{ start: start.index, end: to, text: "" }];
  }
  return [
    {
      start: previous?.text() === "," ? previous.range().start.index : start.index,
      end: end.index,
      text: "",
    },
  ];
}

/** `namespace.name`, as a value and as a type. */
function editNamespaces(search: Search): readonly SourceEdit[] {
  const { project, path, root, old, to } = search;
  const { locals } = project.bindings(path);
  const accesses = root.findAll({
    rule: { any: [{ kind: "member_expression" }, { kind: "nested_type_identifier" }] },
  });
  return accesses.flatMap((node) => {
    const property = node.field("property") ?? node.field("name");
    const binding = locals.get((node.field("object") ?? node.field("module"))?.text() ?? "");
    if (property?.text() !== old.name || binding?.kind !== "import" || binding.name !== "*") return [];
    if (!offers(search, path, binding.module)) return [];
    if (to.from === undefined) return [replace(property, to.name)];
    search.leave(node);
    return [];
  });
}

/** `const { name } = await import(module)`. */
function editLoaded({ project, path, root, old, to }: Search): readonly SourceEdit[] {
  const { locals } = project.bindings(path);
  return root.findAll({ rule: { kind: "variable_declarator" } }).flatMap((node) => {
    const pattern = node.field("name");
    if (!pattern?.is("object_pattern")) return [];
    return pattern.children().flatMap((part) => {
      const key = part.is("pair_pattern") ? part.field("key") : part;
      const local = part.is("pair_pattern") ? part.field("value") : part;
      const binding = locals.get(local?.text() ?? "");
      const isIt = binding?.kind === "import" && binding.module === old.from && binding.name === old.name;
      if (!isIt || key?.text() !== old.name || !(node.field("value")?.text() ?? "").includes(old.from))
        return [];
      return [replace(key, part.is("pair_pattern") ? to.name : `${to.name}: ${old.name}`)];
    });
  });
}

function replace(node: SgNode, text: string): SourceEdit {
  return { start: node.range().start.index, end: node.range().end.index, text };
}
