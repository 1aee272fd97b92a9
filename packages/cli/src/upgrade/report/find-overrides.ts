import { findSubclasses, membersOf } from "../codemod/find-subclasses.ts";
import { isSourcePath } from "../codemod/parse-source.ts";
import { openSourceProject } from "../codemod/source-project.ts";
import type { MigrationOutcome } from "../migrations/migration-outcome.ts";
import type { Release } from "../release.ts";
import { toolPaths } from "../tool-paths.ts";
import type { ChildTree, TreeFork } from "../tree/child-tree.ts";

/** Something of ours that the child defines otherwise. */
export interface Override {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `ShopProductOwner.getDomainContext` */
  readonly name: string;
  /** `@osorganicai/agents-po#ProductOwnerAgent` */
  readonly base: string;
  readonly member: string;
}

/** An override that an upgrade is about. */
export interface TouchedOverride extends Override {
  /** Titles of migrations that are about it. */
  readonly migrations: readonly string[];
  /** How our class declared it, and declares it now; "": not at all. Only where that changed. */
  readonly signature?: { readonly before: string; readonly after: string };
}

/** Every member that the child's subclasses of our classes define, dead ones and new ones included. */
export function listOverrides(tree: ChildTree): readonly Override[] {
  const found = findSubclasses(openSourceProject(tree), (identity) => identity.startsWith("@osorganicai/"));
  return found.flatMap((subclass) =>
    membersOf(subclass)
      .filter(({ isStatic, name }) => !isStatic && name !== "constructor")
      .map(({ name, node }) => ({
        path: subclass.path,
        line: node.range().start.line + 1,
        name: `${subclass.name}.${name}`,
        base: subclass.base,
        member: name,
      })),
  );
}

/** What is looked at, before and after codemods: they may have renamed what a migration is about. */
export interface OverrideSearch {
  readonly before: readonly Override[];
  readonly release: Release;
  readonly migrations: readonly MigrationOutcome[];
}

/**
 * Overrides that a migration, or a changed declaration of our class, is about. Writes into the tree how our classes declare
 * them now: the next upgrade compares with it.
 */
export function findTouchedOverrides(
  tree: TreeFork,
  { before, release, migrations }: OverrideSearch,
): readonly TouchedOverride[] {
  const declared = readSignatures(tree);
  const current: Record<string, string> = {};
  // Most upgrades change no code, and reading all of it is most of their work.
  const isAsBefore = !tree.changes().some(({ path }) => isSourcePath(path));
  const after = isAsBefore ? before : listOverrides(tree);
  const changed = after.flatMap((override): readonly TouchedOverride[] => {
    const key = keyOf(override);
    const signature = release.signatureOf(override.base, override.member);
    if (signature) current[key] = signature;
    const [was, is] = [declared[key], signature];
    if (was === undefined || is === undefined || was === is) return [];
    return [
      { ...override, migrations: titlesOf(override, migrations), signature: { before: was, after: is } },
    ];
  });
  writeSignatures(tree, current);
  const known = new Set(changed.map(keyOf));
  const meant = [...before, ...after]
    .map((override) => ({ ...override, migrations: titlesOf(override, migrations) }))
    .filter((override) => override.migrations.length > 0 && !known.has(keyOf(override)));
  const unique = new Map(meant.map((override) => [`${override.path}:${override.name}`, override]));
  return [...unique.values(), ...changed];
}

function keyOf({ base, member }: Override): string {
  return `${base}.${member}`;
}

function titlesOf(override: Override, migrations: readonly MigrationOutcome[]): readonly string[] {
  const key = keyOf(override);
  return migrations.filter(({ touches }) => touches?.includes(key)).map(({ title }) => title);
}

function readSignatures(tree: ChildTree): Readonly<Record<string, string>> {
  try {
    return JSON.parse(tree.read(toolPaths.overrides) ?? "{}") as Record<string, string>;
  } catch {
    // Git's conflict marks, say. It is written anew.
    return {};
  }
}

function writeSignatures(tree: ChildTree, signatures: Readonly<Record<string, string>>): void {
  const sorted = Object.fromEntries(Object.entries(signatures).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  if (Object.keys(sorted).length === 0) tree.delete(toolPaths.overrides);
  else tree.write(toolPaths.overrides, `${JSON.stringify(sorted, null, 2)}\n`);
}
