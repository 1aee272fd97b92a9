import type { SgNode } from "@ast-grep/napi";
import { isClass, membersOf, type Subclass } from "./find-subclasses.ts";
import type { SourceProject } from "./source-project.ts";

/** Where a member of a base class is spoken of in a child. */
export interface MemberUse {
  readonly path: string;
  /** Its name, to be replaced. */
  readonly node: SgNode;
  readonly kind: "definition" | "self" | "instance";
}

/** A place that looks like a use but cannot be decided without types. */
export interface UnclearUse {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Whose member, and how it is called. */
interface MemberSearch {
  readonly subclasses: readonly Subclass[];
  /** Perhaps subclasses: what is said of the member there is left to a person. */
  readonly uncertain: readonly Subclass[];
  readonly base: string;
  readonly member: string;
}

/** Uses of `member` of the given subclasses and of the base class itself, and what a person must look at. */
export function findMemberUses(
  project: SourceProject,
  { subclasses, uncertain, base, member }: MemberSearch,
): { readonly uses: readonly MemberUse[]; readonly unclear: readonly UnclearUse[] } {
  const inside = subclasses.flatMap((subclass) => usesInside(subclass, member));
  const outside = usesInFiles({ project, classes: identities(subclasses, base), member });
  // Of several classes of one name, a name may mean any.
  const perhaps = usesInFiles({ project, classes: identities(uncertain), member });
  const places = [...uncertain.flatMap((subclass) => usesInside(subclass, member)), ...perhaps.uses];
  const unclear = [
    ...[...subclasses, ...uncertain].flatMap((subclass) => unclearInside(subclass, member)),
    ...outside.unclear,
    ...places.map(({ path, node }) => toUnclear(path, node.parent() ?? node)),
    ...perhaps.unclear,
  ];
  return {
    uses: [...inside, ...outside.uses],
    unclear: [...new Map(unclear.map((use) => [`${use.path}:${use.line}:${use.text}`, use])).values()],
  };
}

function identities(subclasses: readonly Subclass[], ...more: readonly string[]): ReadonlySet<string> {
  return new Set([...more, ...subclasses.map(({ identity }) => identity)]);
}

function usesInFiles(
  search: Pick<Search, "project" | "classes" | "member">,
): ReturnType<typeof findMemberUses> {
  const found = search.project.sources().flatMap(({ path, text, root }) => {
    // Most files never speak of it.
    const isOfNone = search.classes.size === 0 || !text.includes(search.member);
    return isOfNone ? [] : [usesOutside({ ...search, path, root })];
  });
  return { uses: found.flatMap(({ uses }) => uses), unclear: found.flatMap(({ unclear }) => unclear) };
}

/** Its definition, `super.member` and `this.member`, where `this` is an object of the class. */
function usesInside(subclass: Subclass, member: string): readonly MemberUse[] {
  const { path } = subclass;
  const own = membersOf(subclass).filter(({ isStatic }) => !isStatic);
  const definitions = own.filter(({ name }) => name === member);
  const uses = own.flatMap(({ node }) => findOwn(node, member));
  return [
    ...definitions.map(({ nameNode }) => ({ path, node: nameNode, kind: "definition" as const })),
    ...uses.map((node) => ({ path, node, kind: "self" as const })),
  ];
}

function findOwn(node: SgNode, member: string): readonly SgNode[] {
  return node.children().flatMap((child) => {
    if (bindsThis(child)) return [];
    const found = child.is("member_expression") && isSelf(child.field("object")) && child.field("property");
    return [...(found && found.text() === member ? [found] : []), ...findOwn(child, member)];
  });
}

function isSelf(node: SgNode | null): boolean {
  return node !== null && (node.is("this") || node.is("super"));
}

/** Inside of these, `this` is something else. */
function bindsThis(node: SgNode): boolean {
  return (
    isClass(node) ||
    [
      "function_declaration",
      "function_expression",
      "generator_function",
      "generator_function_declaration",
      "method_definition",
    ].includes(String(node.kind()))
  );
}

/** `this["member"]`, `const { member } = this` and `["member"]() {}`. */
function unclearInside({ path, node }: Subclass, member: string): readonly UnclearUse[] {
  const quoted = { kind: "string", regex: `^['"]${escape(member)}['"]$` };
  const places = [
    ...node.findAll({ rule: { kind: "subscript_expression", has: quoted } }),
    ...node.findAll({ rule: { kind: "computed_property_name", has: quoted } }),
    ...node
      .findAll({ rule: { kind: "variable_declarator", has: { kind: "object_pattern" } } })
      .filter((found) => isSelf(found.field("value")) && mentions(found.field("name"), member)),
  ];
  return places.map((place) => toUnclear(path, place));
}

function mentions(pattern: SgNode | null, member: string): boolean {
  return new RegExp(`\\b${escape(member)}\\b`).test(pattern?.text() ?? "");
}

interface Search {
  readonly project: SourceProject;
  readonly path: string;
  readonly root: SgNode;
  readonly classes: ReadonlySet<string>;
  readonly member: string;
}

/** `new Shop().member`, and `shop.member` where `shop` is declared as a Shop. */
function usesOutside(search: Search): ReturnType<typeof findMemberUses> {
  const { path, root, member } = search;
  const created = root
    .findAll({ rule: { kind: "new_expression" } })
    .filter((node) => isTarget(search, node.field("constructor")));
  const typed = root
    .findAll({ rule: { kind: "type_annotation" } })
    .filter((node) => isTarget(search, node.children().find((child) => child.isNamed()) ?? null));
  const declarations = [...created, ...typed].map(declarationOf).filter((node) => node !== undefined);
  const direct = created.map(accessOf).filter((node) => node?.text() === member);
  const named = declarations.map((declaration) => usesOfVariable(declaration, search));
  const nodes = [...direct, ...named.flatMap(({ nodes }) => nodes)].filter((node) => node !== undefined);
  const unique = [...new Map(nodes.map((node) => [node.range().start.index, node])).values()];
  return {
    uses: unique.map((node) => ({ path, node, kind: "instance" as const })),
    unclear: named.flatMap(({ unclear }) => unclear),
  };
}

function isTarget({ project, path, classes }: Search, node: SgNode | null): boolean {
  const identity = node ? project.resolve(path, node) : undefined;
  return identity !== undefined && classes.has(identity);
}

/** The property that is read of an object where it is made, also in parentheses. */
function accessOf(node: SgNode): SgNode | undefined {
  const parent = node.parent();
  if (parent?.is("parenthesized_expression")) return accessOf(parent);
  return parent?.is("member_expression") ? (parent.field("property") ?? undefined) : undefined;
}

/** The name that is declared to be such an object. */
function declarationOf(node: SgNode): SgNode | undefined {
  const parent = node.parent();
  const name = parent?.is("variable_declarator") ? parent.field("name") : parent?.field("pattern");
  return name?.is("identifier") ? name : undefined;
}

function usesOfVariable(
  declaration: SgNode,
  { path, member }: Search,
): { readonly nodes: readonly SgNode[]; readonly unclear: readonly UnclearUse[] } {
  const name = declaration.text();
  const scope = scopeOf(declaration);
  const reads = scope
    .findAll({ rule: { kind: "member_expression" } })
    .filter((node) => node.field("object")?.text() === name && node.field("property")?.text() === member);
  const isShadowed = countDeclarations(scope, name) > 1;
  const nodes = reads.map((node) => node.field("property")).filter((node) => node !== null);
  return isShadowed
    ? { nodes: [], unclear: reads.map((node) => toUnclear(path, node)) }
    : { nodes, unclear: [] };
}

function scopeOf(declaration: SgNode): SgNode {
  const ancestors = declaration.ancestors();
  const isParameter = ancestors.some(
    (node, index) => index < 2 && String(node.kind()).endsWith("_parameter"),
  );
  const scopes = isParameter
    ? ["arrow_function", "method_definition", "function_declaration", "function_expression"]
    : ["statement_block", "program"];
  return ancestors.find((node) => scopes.includes(String(node.kind()))) ?? declaration.getRoot().root();
}

function countDeclarations(scope: SgNode, name: string): number {
  return scope
    .findAll({
      rule: { any: ["identifier", "shorthand_property_identifier_pattern"].map((kind) => ({ kind })) },
    })
    .filter((node) => node.text() === name && isDeclared(node)).length;
}

/** Whether a name is introduced here, rather than used. */
export function isDeclared(node: SgNode): boolean {
  if (node.is("shorthand_property_identifier_pattern")) return true;
  const parent = node.parent();
  if (parent === null) return false;
  const kind = String(parent.kind());
  if (/_parameter$|_pattern$/.test(kind))
    return parent.field("pattern")?.id() === node.id() || kind.endsWith("_pattern");
  if (kind === "arrow_function") return parent.field("parameter")?.id() === node.id();
  if (kind === "catch_clause") return true;
  if (kind === "for_in_statement") return parent.field("left")?.id() === node.id();
  const declares =
    /^(variable_declarator|(generator_)?function_(declaration|expression)|class(_declaration)?)$/;
  return declares.test(kind) && parent.field("name")?.id() === node.id();
}

/** A place that is left to a person. */
export function toUnclear(path: string, node: SgNode): UnclearUse {
  const text = node.text().split("\n")[0] ?? "";
  return { path, line: node.range().start.line + 1, text };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
