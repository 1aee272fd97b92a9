import type { SgNode } from "@ast-grep/napi";
import { classKinds } from "./read-bindings.ts";
import { nameOfClass, type SourceProject } from "./source-project.ts";

/** A class of the child's that extends one of a package, directly or through classes of its own. */
export interface Subclass {
  readonly path: string;
  /** For people. */
  readonly name: string;
  /** `path#name`, as {@link SourceProject.resolve} says it. */
  readonly identity: string;
  /** The class of a package that it comes from, `module#name`. */
  readonly base: string;
  readonly node: SgNode;
}

/** All subclasses of classes whose identity fits. */
export function findSubclasses(
  project: SourceProject,
  fits: (identity: string) => boolean,
): readonly Subclass[] {
  return findFamily(project, fits).certain;
}

/** Subclasses of one class. */
interface Family {
  readonly certain: readonly Subclass[];
  /**
   * Made by a function, as in `extends mixin(Base)`; the class in that function, which extends its parameter; one of several of
   * one name in a file that extend different classes; what extends a name that is imported and also a class of the file.
   */
  readonly uncertain: readonly Subclass[];
}

/** What a parameter stands for: any class. */
const anyClass = "*";

/** All subclasses of classes whose identity fits, and what may be some. */
export function findFamily(project: SourceProject, fits: (identity: string) => boolean): Family {
  const classes = project.sources().flatMap(({ path }) => readClasses(project, path));
  const parents = new Map(classes.map((found) => [found.identity, found]));
  const family = classes.flatMap(({ parent, isCertain, ...found }) => {
    const base = findBase({ parent, isCertain }, parents);
    const isIt = base !== undefined && (base.identity === anyClass || fits(base.identity));
    return isIt ? [{ isCertain: base.isCertain, subclass: { ...found, base: base.identity } }] : [];
  });
  const pick = (wanted: boolean) =>
    family.filter(({ isCertain }) => isCertain === wanted).map(({ subclass }) => subclass);
  return { certain: pick(true), uncertain: pick(false) };
}

/** What a class extends, and whether that is sure. */
interface Descent {
  readonly parent: string | undefined;
  readonly isCertain: boolean;
}

/** The first ancestor that is not the child's own. */
function findBase(
  { parent, isCertain }: Descent,
  parents: ReadonlyMap<string, Descent>,
): { readonly identity: string; readonly isCertain: boolean } | undefined {
  const seen = new Set<string>();
  let [current, isSure] = [parent, isCertain];
  while (current !== undefined && !seen.has(current)) {
    const own = parents.get(current);
    if (own === undefined) return { identity: current, isCertain: isSure };
    seen.add(current);
    [current, isSure] = [own.parent, isSure && own.isCertain];
  }
  return undefined;
}

type FoundClass = Omit<Subclass, "base"> & Descent;

function readClasses(project: SourceProject, path: string): readonly FoundClass[] {
  const classes = project.bindings(path).classes.flatMap(({ name, node }) => {
    const found = { path, name: nameOfClass(name), identity: `${path}#${name}`, node };
    const { names, isCertain } = extendedBy(node);
    const [only] = names;
    if (isCertain && only && isParameter(only)) return [{ ...found, parent: anyClass, isCertain: false }];
    const hidden = names.map((parent) => project.bindings(path).hidden.get(parent.text()));
    const resolved = names.map((parent) => project.resolve(path, parent));
    const parents = [...resolved, ...hidden].filter((parent) => parent !== undefined);
    const isSure = isCertain && hidden.every((parent) => parent === undefined);
    const all = parents.length === 0 ? [undefined] : parents;
    return all.map((parent) => ({ ...found, parent, isCertain: isSure }));
  });
  return classes.map((found) => ({ ...found, isCertain: found.isCertain && !hasNamesake(found, classes) }));
}

/** Whether its name means a class of another kind too, so that only scopes could tell which one is meant. */
function hasNamesake({ identity, parent }: FoundClass, classes: readonly FoundClass[]): boolean {
  return classes.some((other) => other.identity === identity && other.parent !== parent);
}

/** What stands behind `extends`: a name, or the names in the arguments of what makes the class. */
function extendedBy(node: SgNode): { readonly names: readonly SgNode[]; readonly isCertain: boolean } {
  const heritage = node.children().find((child) => child.is("class_heritage"));
  // In JavaScript the grammar has no clause in between.
  const clause = heritage?.children().find((child) => child.is("extends_clause")) ?? heritage;
  const name = clause?.children().find(isName);
  if (name) return { names: [name], isCertain: true };
  const call = clause?.children().find((child) => child.is("call_expression"));
  const made = call?.findAll({ rule: { any: [{ kind: "identifier" }, { kind: "member_expression" }] } });
  return { names: made ?? [], isCertain: false };
}

/** Whether a name is that of a parameter of a function around it, as `Base` in `(Base) => class extends Base {}`. */
function isParameter(node: SgNode): boolean {
  return node.ancestors().some((around) => {
    const parameters = around.field("parameters")?.children() ?? [around.field("parameter")];
    return parameters.some((one) => (one?.field("pattern") ?? one)?.text() === node.text());
  });
}

function isName(node: SgNode): boolean {
  return node.is("identifier") || node.is("member_expression");
}

/** A class's members, without what is nested in them. */
export function membersOf({ node }: Pick<Subclass, "node">): readonly Member[] {
  const body = node.field("body");
  return (body?.children() ?? []).flatMap((member) => {
    if (!memberKinds.includes(String(member.kind()))) return [];
    const name = member.field("name");
    // Of a name in quotes only what is inside them.
    const nameNode = name?.is("string") ? name.find({ rule: { kind: "string_fragment" } }) : name;
    if (!nameNode?.is("property_identifier") && !nameNode?.is("string_fragment")) return [];
    const isStatic = member.children().some((child) => child.kind() === "static");
    return [{ name: nameNode.text(), nameNode, node: member, isStatic }];
  });
}

/** A method, an accessor, a field or an overload of a class. */
export interface Member {
  readonly name: string;
  readonly nameNode: SgNode;
  readonly node: SgNode;
  readonly isStatic: boolean;
}

const memberKinds: readonly string[] = [
  "method_definition",
  "public_field_definition",
  "field_definition",
  "method_signature",
  "abstract_method_signature",
];

/** Whether a node is a class. */
export function isClass(node: SgNode): boolean {
  return classKinds.includes(String(node.kind())) && node.isNamed();
}
