import { posix } from "node:path";
import type { SgNode } from "@ast-grep/napi";
import { isOSOrganicError, OSOrganicError } from "@osorganicai/core";
import type { ChildTree } from "../tree/child-tree.ts";
import { countErrors, isSourcePath, parseSource, type Source } from "./parse-source.ts";
import { ANONYMOUS, type Bindings, readBindings } from "./read-bindings.ts";

/** Something that a package exports. */
export interface ImportedName {
  /** As the package calls it. */
  readonly name: string;
  /** The module, e.g. `@osorganicai/agents-po`. */
  readonly from: string;
}

/** Replaces the text of a node, or of a range. Positions in UTF-16 units. */
export interface SourceEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A child's source files, and what the names in them mean. */
export interface SourceProject {
  /** All of them, in order of their paths. */
  sources(): readonly Source[];
  bindings(path: string): Bindings;
  /**
   * What a name or `namespace.name` stands for, through aliases, imports and re-exports: `module#name` for a package's,
   * `path#name` for a class of the child's own, undefined for everything else.
   */
  resolve(path: string, node: SgNode): string | undefined;
  /** The same for an export of a module that the file imports. */
  resolveExport(path: string, module: string, name: string): string | undefined;
  /** Changes a file. @throws OSOrganicError `migration_invalid` when the result cannot be understood any more */
  edit(path: string, edits: readonly SourceEdit[]): void;
}

/** Opens the sources of a tree. Files are read and understood once, until they are edited. */
export function openSourceProject(tree: ChildTree): SourceProject {
  const sources = new Map<string, Source>();
  const bindings = new Map<string, Bindings>();
  const paths = tree.list().filter(isSourcePath);
  const known = new Set(paths);

  const project: SourceProject = {
    sources: () => paths.map(load).filter((source) => source !== undefined),
    bindings: (path) => {
      const source = load(path);
      const found = bindings.get(path) ?? (source ? readBindings(source) : nothing);
      bindings.set(path, found);
      return found;
    },
    resolve: (path, node) => resolveNode(path, node, new Set()),
    resolveExport: (path, module, name) => resolveExport({ path, module, name }, new Set()),
    edit(path, edits) {
      const source = load(path);
      if (source === undefined || edits.length === 0) return;
      const edited = parseSource(path, applyEdits(source.text, edits));
      if (countErrors(edited) > countErrors(source))
        throw new OSOrganicError("migration_invalid", `${path} would not be understood any more.`);
      tree.write(path, edited.text);
      sources.set(path, edited);
      bindings.delete(path);
    },
  };

  function load(path: string): Source | undefined {
    const cached = sources.get(path);
    if (cached) return cached;
    const text = readSource(tree, path);
    if (text === undefined) return undefined;
    const source = parseSource(path, text);
    sources.set(path, source);
    return source;
  }

  function resolveNode(path: string, node: SgNode, seen: Set<string>): string | undefined {
    if (node.is("member_expression") || node.is("nested_type_identifier")) {
      const object = (node.field("object") ?? node.field("module"))?.text() ?? "";
      const name = (node.field("property") ?? node.field("name"))?.text() ?? "";
      const whole = project.bindings(path).locals.get(object);
      if (whole?.kind !== "import" || whole.name !== "*") return undefined;
      return resolveExport({ path, module: whole.module, name }, seen);
    }
    return resolveLocal(path, node.text(), seen);
  }

  function resolveLocal(path: string, name: string, seen: Set<string>): string | undefined {
    if (seen.has(`${path}#${name}`)) return undefined;
    seen.add(`${path}#${name}`);
    const binding = project.bindings(path).locals.get(name);
    if (binding?.kind === "class") return `${path}#${name}`;
    if (binding?.kind === "alias") return resolveNode(path, binding.value, seen);
    return binding && resolveExport({ path, ...binding }, seen);
  }

  function resolveExport({ path, module, name }: ExportOf, seen: Set<string>): string | undefined {
    const file = resolveModule(path, module, known);
    if (file === undefined) return isRelative(module) ? undefined : `${module}#${name}`;
    if (seen.has(`${file}<${name}`)) return undefined;
    seen.add(`${file}<${name}`);
    const { exports, stars } = project.bindings(file);
    const exported = exports.get(name);
    if (exported?.kind === "local") return resolveLocal(file, exported.name, seen);
    if (exported) return resolveExport({ path: file, module: exported.module, name: exported.name }, seen);
    const found = stars.map((star) => resolveExport({ path: file, module: star, name }, new Set(seen)));
    return found.find((identity) => identity !== undefined);
  }

  return project;
}

/** Videos are called `.ts` too. */
function readSource(tree: ChildTree, path: string): string | undefined {
  try {
    return tree.read(path);
  } catch (error) {
    if (isOSOrganicError(error) && error.code === "path_refused") return undefined;
    throw error;
  }
}

/** An export of a module, as `path` names it. */
interface ExportOf {
  readonly path: string;
  readonly module: string;
  readonly name: string;
}

const nothing: Bindings = {
  locals: new Map(),
  hidden: new Map(),
  classes: [],
  exports: new Map(),
  stars: [],
};

/** How {@link SourceProject.resolve} names a package's export. */
export function identityOf({ name, from }: ImportedName): string {
  return `${from}#${name}`;
}

/** A class's name for people. */
export function nameOfClass(name: string): string {
  if (name === ANONYMOUS) return "the default export";
  return name.startsWith("*") ? "a class without a name" : name;
}

/** `./a.js` may stand for `a.ts`, `./a` for `a/index.ts`. */
export function resolveModule(path: string, module: string, known: ReadonlySet<string>): string | undefined {
  if (!isRelative(module)) return undefined;
  const target = posix.join(posix.dirname(path), module);
  const candidates = [
    target,
    target.replace(/\.([cm]?)js(x?)$/, ".$1ts$2"),
    target.replace(/\.js$/, ".tsx"),
    ...["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"].flatMap((ending) => [
      `${target}.${ending}`,
      `${target}/index.${ending}`,
    ]),
  ];
  return candidates.find((candidate) => known.has(candidate));
}

function isRelative(module: string): boolean {
  return /^\.\.?(\/|$)/.test(module);
}

/** A text with edits, whatever their order. @throws OSOrganicError `migration_invalid` when two of them overlap */
export function applyEdits(text: string, edits: readonly SourceEdit[]): string {
  let result = text;
  let free = text.length;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start)) {
    if (end > free)
      throw new OSOrganicError("migration_invalid", `Two changes overlap at \`${text.slice(start, end)}\`.`);
    result = `${result.slice(0, start)}${replacement}${result.slice(end)}`;
    free = start;
  }
  return result;
}
