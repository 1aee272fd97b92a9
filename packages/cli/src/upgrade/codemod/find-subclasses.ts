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
  const classes = project.sources().flatMap(({ path }) => readClasses(project, path));
  const parents = new Map(classes.map(({ identity, parent }) => [identity, parent]));
  return classes.flatMap(({ parent, ...found }) => {
    const base = findBase(parent, parents);
    return base !== undefined && fits(base) ? [{ ...found, base }] : [];
  });
}

/** The first ancestor that is not the child's own. */
function findBase(
  parent: string | undefined,
  parents: ReadonlyMap<string, string | undefined>,
): string | undefined {
  const seen = new Set<string>();
  let current = parent;
  while (current !== undefined && parents.has(current) && !seen.has(current)) {
    seen.add(current);
    current = parents.get(current);
  }
  return current !== undefined && seen.has(current) ? undefined : current;
}

function readClasses(
  project: SourceProject,
  path: string,
): readonly (Omit<Subclass, "base"> & { readonly parent: string | undefined })[] {
  return [...project.bindings(path).locals].flatMap(([name, binding]) => {
    if (binding.kind !== "class") return [];
    const { node } = binding;
    const parent = extendedBy(node);
    return [
      {
        path,
        name: nameOfClass(name),
        identity: `${path}#${name}`,
        node,
        parent: parent && project.resolve(path, parent),
      },
    ];
  });
}

/** What stands behind `extends`. */
function extendedBy(node: SgNode): SgNode | undefined {
  const heritage = node.children().find((child) => child.is("class_heritage"));
  // In JavaScript the grammar has no clause in between.
  const clause = heritage?.children().find((child) => child.is("extends_clause")) ?? heritage;
  return clause?.children().find((child) => child.is("identifier") || child.is("member_expression"));
}

/** A class's members, without what is nested in them. */
export function membersOf({ node }: Pick<Subclass, "node">): readonly Member[] {
  const body = node.field("body");
  return (body?.children() ?? []).flatMap((member) => {
    if (!memberKinds.includes(String(member.kind()))) return [];
    const name = member.field("name");
    if (!name?.is("property_identifier")) return [];
    const isStatic = member.children().some((child) => child.kind() === "static");
    return [{ name: name.text(), nameNode: name, node: member, isStatic }];
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
