import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { ChildAnswers, ChildLock } from "create-osorganicai";
import { compareVersions } from "create-osorganicai";
import type { Release } from "../release.ts";
import { toolPaths } from "../tool-paths.ts";
import type { ChildTree } from "../tree/child-tree.ts";
import { applyMigration } from "./apply-migration.ts";
import type { Migration, MigrationModule } from "./migration.ts";
import type { MigrationOutcome } from "./migration-outcome.ts";

/** A reversible migration, kept in the child: an older version does not ship it. */
interface Kept {
  readonly since: string;
  readonly title: string;
  readonly kind: Migration["kind"];
  /** The module's text. It imports nothing. */
  readonly module: string;
}

/** Remembers how to take a migration back. */
export function keepUndo(tree: ChildTree, { key, since, title, kind }: Migration, module: string): void {
  write(tree, { ...read(tree), [key]: { since, title, kind, module } });
}

/**
 * Takes back what is reversible, came after the release and is not in it, newest first. The rest stays applied. Its version
 * alone does not tell: of two snapshots before 1.4.0 both may ship what is said to be there since 1.4.0. Nor does what the
 * child was at: what could not be undone is tried again. A package that was taken out ships nothing, and is no way back.
 */
export async function undoMigrations(child: {
  readonly tree: ChildTree;
  readonly answers: ChildAnswers;
  readonly lock: Pick<ChildLock, "applied">;
  /** What the child goes back to. */
  readonly release: Pick<Release, "version" | "migrations" | "installed">;
}): Promise<readonly MigrationOutcome[]> {
  const { tree, answers, lock, release } = child;
  const shipped = new Set(release.migrations.map(({ key }) => key));
  const due = Object.entries(read(tree))
    .filter(([key]) => lock.applied.includes(key) && !shipped.has(key))
    .filter(([key, { since }]) => {
      const [name = ""] = key.split("#");
      return compareVersions(since, release.version) > 0 && release.installed(name) !== undefined;
    })
    .toSorted(([, a], [, b]) => compareVersions(b.since, a.since));
  const outcomes: MigrationOutcome[] = [];
  for (const [key, { title, kind, module }] of due) {
    const about = { key, title, kind };
    try {
      const url = `data:text/javascript;base64,${Buffer.from(module).toString("base64")}`;
      const loaded = (await import(url)) as MigrationModule;
      const done = await applyMigration(loaded, { tree, answers, direction: "undo" });
      const { [key]: _, ...rest } = read(tree);
      write(tree, rest);
      outcomes.push({ ...about, status: "undone", ...done });
    } catch (error) {
      outcomes.push({ ...about, status: "failed", changed: [], todos: [], reason: messageOf(error) });
    }
  }
  return outcomes;
}

function read(tree: ChildTree): Readonly<Record<string, Kept>> {
  const text = tree.read(toolPaths.undo);
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as Record<string, Kept>;
  } catch (cause) {
    throw new OSOrganicError(
      "migration_invalid",
      `${toolPaths.undo} is not JSON. Restore it from git: git checkout HEAD -- ${toolPaths.undo}`,
      { cause },
    );
  }
}

function write(tree: ChildTree, kept: Readonly<Record<string, Kept>>): void {
  if (Object.keys(kept).length === 0) return tree.delete(toolPaths.undo);
  tree.write(toolPaths.undo, `${JSON.stringify(kept, null, 2)}\n`);
}
