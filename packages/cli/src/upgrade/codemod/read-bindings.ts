import type { SgNode } from "@ast-grep/napi";
import type { Source } from "./parse-source.ts";

/** What a name means in a file. */
type Binding =
  | { readonly kind: "import"; readonly module: string; readonly name: string } // name "*": the whole module
  | { readonly kind: "class"; readonly node: SgNode }
  | { readonly kind: "alias"; readonly value: SgNode };

/** What a file offers others: a name of its own, or another module's. */
type Exported =
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "from"; readonly module: string; readonly name: string };

/** The names of a file, as far as they are imports, classes or other names for these. */
export interface Bindings {
  readonly locals: ReadonlyMap<string, Binding>;
  /** What a name is imported as, `module#name`, where a class of the file has the same name somewhere. */
  readonly hidden: ReadonlyMap<string, string>;
  /** All classes, also those that have one name, and those that have none. */
  readonly classes: readonly NamedClass[];
  readonly exports: ReadonlyMap<string, Exported>;
  /** Modules of `export * from`. */
  readonly stars: readonly string[];
}

/** A class, and what it is called in its file. */
interface NamedClass {
  readonly name: string;
  readonly node: SgNode;
}

/** The name of a default export that has none. */
export const ANONYMOUS = "*default*";

/** Reads imports, exports and classes of a file, wherever in it the classes stand. */
export function readBindings({ root }: Source): Bindings {
  const locals = new Map<string, Binding>();
  const nodes = root.findAll({ rule: { any: classKinds.map((kind) => ({ kind })) } });
  const classes = nodes.filter((node) => node.isNamed()).map(nameClass); // the word `class` is no class
  const hidden = new Map<string, string>();
  const bindings = { locals, hidden, classes, exports: new Map<string, Exported>(), stars: [] };
  for (const statement of root.findAll({ rule: { kind: "import_statement" } })) readImport(statement, locals);
  for (const { name, node } of classes) {
    const before = locals.get(name);
    if (before?.kind === "import") hidden.set(name, `${before.module}#${before.name}`);
    locals.set(name, { kind: "class", node });
  }
  for (const node of root.findAll({ rule: { kind: "variable_declarator" } })) readVariable(node, locals);
  for (const statement of root.findAll({ rule: { kind: "export_statement" } }))
    readExport(statement, bindings);
  return bindings;
}

/** Kinds of nodes that are classes. */
export const classKinds: readonly string[] = ["class_declaration", "abstract_class_declaration", "class"];

/** The module of an import or export; undefined when there is none. */
export function moduleOf(statement: SgNode): string | undefined {
  return statement.field("source")?.text().slice(1, -1);
}

function readImport(statement: SgNode, locals: Map<string, Binding>): void {
  const module = moduleOf(statement);
  if (module === undefined) return;
  const add = (local: string, name: string) => locals.set(local, { kind: "import", module, name });
  for (const specifier of statement.findAll({ rule: { kind: "import_specifier" } })) {
    const name = specifier.field("name")?.text() ?? "";
    add(specifier.field("alias")?.text() ?? name, name);
  }
  const whole = statement
    .find({ rule: { kind: "namespace_import" } })
    ?.find({ rule: { kind: "identifier" } });
  if (whole) add(whole.text(), "*");
  const clause = statement.children().find((child) => child.is("import_clause"));
  const only = clause?.children().find((child) => child.is("identifier"));
  if (only) add(only.text(), "default");
}

function nameClass(node: SgNode): NamedClass {
  const parent = node.parent();
  const variable = parent?.is("variable_declarator") ? parent.field("name")?.text() : undefined;
  const unnamed = parent?.is("export_statement") ? ANONYMOUS : `*${node.range().start.index}*`;
  return { name: variable ?? node.field("name")?.text() ?? unnamed, node };
}

/** Other names: `const Base = ProductOwnerAgent`, `const { A } = await import("m")`, `const m = require("m")`. */
function readVariable(node: SgNode, locals: Map<string, Binding>): void {
  const [target, value] = [node.field("name"), node.field("value")];
  if (!target || !value) return;
  const module = loadedModule(value);
  if (module === undefined) {
    const isName = value.is("identifier") || value.is("member_expression");
    if (target.is("identifier") && isName && !locals.has(target.text()))
      locals.set(target.text(), { kind: "alias", value });
    return;
  }
  if (target.is("identifier")) locals.set(target.text(), { kind: "import", module, name: "*" });
  for (const part of target.is("object_pattern") ? target.children() : []) {
    const name = part.is("pair_pattern") ? part.field("key")?.text() : part.text();
    const local = part.is("pair_pattern") ? part.field("value")?.text() : part.text();
    if (part.isNamed() && name && local) locals.set(local, { kind: "import", module, name });
  }
}

function loadedModule(value: SgNode): string | undefined {
  const call = value.is("await_expression")
    ? value.children().find((child) => child.is("call_expression"))
    : value;
  if (!call?.is("call_expression")) return undefined;
  if (!["import", "require"].includes(call.field("function")?.text() ?? "")) return undefined;
  return call.find({ rule: { kind: "string_fragment" } })?.text();
}

interface Writable {
  readonly exports: Map<string, Exported>;
  readonly stars: string[];
}

function readExport(statement: SgNode, { exports, stars }: Writable): void {
  const module = moduleOf(statement);
  const local = (name: string, as = name) => exports.set(as, { kind: "local", name });
  const whole = statement.children().find((child) => child.is("namespace_export"));
  const clause = statement.children().find((child) => child.is("export_clause"));
  for (const specifier of clause?.findAll({ rule: { kind: "export_specifier" } }) ?? []) {
    const name = specifier.field("name")?.text() ?? "";
    const as = specifier.field("alias")?.text() ?? name;
    if (module === undefined) local(name, as);
    else exports.set(as, { kind: "from", module, name });
  }
  if (module !== undefined && whole)
    exports.set(whole.text().replace(/^\*\s*as\s+/, ""), { kind: "from", module, name: "*" });
  else if (module !== undefined && !clause) stars.push(module);
  const isDefault = statement.children().some((child) => child.kind() === "default");
  const declared = statement.field("declaration") ?? statement.field("value");
  if (declared === null) return;
  if (isDefault) local(declared.field("name")?.text() ?? defaultName(declared), "default");
  else for (const name of declaredNames(declared)) local(name);
}

function defaultName(value: SgNode): string {
  return value.is("identifier") ? value.text() : ANONYMOUS;
}

function declaredNames(declaration: SgNode): readonly string[] {
  const variables = declaration.children().filter((child) => child.is("variable_declarator"));
  const names = [declaration, ...variables].map((node) => node.field("name")?.text());
  return names.filter((name) => name !== undefined);
}
