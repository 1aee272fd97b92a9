import { findSubclasses, membersOf } from "../codemod/find-subclasses.ts";
import { openSourceProject } from "../codemod/source-project.ts";
import type { MigrationOutcome } from "../migrations/run-migrations.ts";
import type { Release } from "../release.ts";
import { toolPaths } from "../tool-paths.ts";
import type { ChildTree } from "../tree/child-tree.ts";

/** Something of ours that the child defines otherwise, and that is not what it was. */
export interface Override {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `ShopProductOwner.getDomainContext` */
  readonly name: string;
  /** Titles of migrations that are about it. */
  readonly migrations: readonly string[];
  /** How our class declared it, and declares it now. Undefined: not at all. Only where that changed. */
  readonly signature?: { readonly before: string | undefined; readonly after: string | undefined };
}

/**
 * Overrides that a migration or a changed declaration of our class is about. Writes down, in the tree, how our classes
 * declare them now: the next upgrade compares with it.
 */
export function findOverrides(
  tree: ChildTree,
  { release, migrations }: { readonly release: Release; readonly migrations: readonly MigrationOutcome[] },
): readonly Override[] {
  const before = readSignatures(tree);
  const after: Record<string, string> = {};
  const found = findSubclasses(openSourceProject(tree), (identity) => identity.startsWith("@osorganicai/"));
  const overrides = found.flatMap((subclass) =>
    membersOf(subclass)
      .filter(({ isStatic, name }) => !isStatic && name !== "constructor")
      .flatMap(({ name, node }): readonly Override[] => {
        const key = `${subclass.base}.${name}`;
        const signature = release.signatureOf(subclass.base, name);
        if (signature !== undefined) after[key] = signature;
        const titles = migrations.filter(({ touches }) => touches?.includes(key)).map(({ title }) => title);
        const changed = Object.hasOwn(before, key) && before[key] !== signature;
        if (titles.length === 0 && !changed) return [];
        return [
          {
            path: subclass.path,
            line: node.range().start.line + 1,
            name: `${subclass.name}.${name}`,
            migrations: titles,
            ...(changed && { signature: { before: before[key], after: signature } }),
          },
        ];
      }),
  );
  writeSignatures(tree, after);
  return overrides;
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
