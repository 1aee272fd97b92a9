import { isOSOrganicError, messageOf } from "@osorganicai/core";
import { type ChildLock, hashContent, type LockedFile, type ShippedSql, stampSql } from "create-osorganicai";
import type { FileOutcome } from "../ownership/plan-files.ts";
import type { ChildTree } from "../tree/child-tree.ts";

/** What is known and wanted. */
export interface SqlPlan {
  readonly tree: ChildTree;
  readonly lock: ChildLock;
  readonly shipped: readonly ShippedSql[];
  readonly now: Date;
}

/** A file of the store that the child gets. */
export interface AddedSql {
  /** Its name in `@osorganicai/store`. */
  readonly upstream: string;
  readonly path: string;
}

const folder = "supabase/migrations/";

/** What comes of it. */
export interface PlannedSql {
  readonly files: ChildLock["files"];
  readonly sql: ChildLock["sql"];
  readonly added: readonly AddedSql[];
  /** Why none of it could be added; a later upgrade tries again. */
  readonly refused: readonly FileOutcome[];
}

/**
 * Adds the store's SQL files that the child never got, under names that come after everything it has. What is there is
 * never rewritten, renamed or removed, also when the child goes back to an older version. All of them or none.
 */
export function planSql(plan: SqlPlan): PlannedSql {
  const { tree, lock, shipped, now } = plan;
  const { files, sql } = lock;
  const missing = shipped.filter(({ name }) => !Object.hasOwn(sql, name));
  if (!lock.answers.supabase || missing.length === 0) return { files, sql, added: [], refused: [] };
  try {
    const stamped = stampSql(missing, { after: findNewest(tree), now });
    const fork = tree.fork();
    for (const { path, content } of stamped) fork.write(path, content);
    fork.merge();
    return { ...record(lock, stamped), refused: [] };
  } catch (error) {
    if (!isOSOrganicError(error) || !["path_refused", "migration_invalid"].includes(error.code)) throw error;
    const reason = `SQL could not be added. ${messageOf(error)}`;
    return { files, sql, added: [], refused: [{ path: "supabase/migrations", outcome: "refused", reason }] };
  }
}

function findNewest(tree: ChildTree): string | undefined {
  return tree
    .list()
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length))
    .filter((name) => /^\d+_.*\.sql$/.test(name))
    .toSorted()
    .at(-1);
}

function record(lock: ChildLock, stamped: ReturnType<typeof stampSql>): Omit<PlannedSql, "refused"> {
  const files = stamped.map(({ path, content }): [string, LockedFile] => [
    path,
    { class: "managed", sha256: hashContent(content) },
  ]);
  const names = stamped.map(({ upstream, path }) => [upstream, path.slice(folder.length)]);
  return {
    files: { ...lock.files, ...Object.fromEntries(files) },
    sql: { ...lock.sql, ...Object.fromEntries(names) },
    added: stamped.map(({ upstream, path }) => ({ upstream, path })),
  };
}
