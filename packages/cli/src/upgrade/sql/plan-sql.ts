import { isOSOrganicError, messageOf } from "@osorganicai/core";
import {
  type ChildLock,
  hashContent,
  type LockedFile,
  type ShippedSql,
  type StampedSql,
  stampSql,
} from "create-osorganicai";
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
    const there = findUnrecorded(plan, missing);
    const known = new Set(there.map(({ upstream }) => upstream));
    const added = missing.filter(({ name }) => !known.has(name));
    const stamped = stampSql(added, { after: findNewest(tree), now });
    const fork = tree.fork();
    for (const { path, content } of stamped) fork.write(path, content);
    fork.merge();
    return { ...record(lock, [...there, ...stamped]), refused: [] };
  } catch (error) {
    if (!isOSOrganicError(error) || !["path_refused", "migration_invalid"].includes(error.code)) throw error;
    const reason = `SQL could not be added. ${messageOf(error)}`;
    return { files, sql, added: [], refused: [{ path: "supabase/migrations", outcome: "refused", reason }] };
  }
}

/**
 * Files that were written, and that the lock does not know: an upgrade was killed between the two, and somebody deleted what
 * it had left to go on from. They are taken as they are, or the child would get them twice.
 */
function findUnrecorded({ tree, lock }: SqlPlan, missing: readonly ShippedSql[]): readonly StampedSql[] {
  const recorded = new Set(Object.values(lock.sql).map((name) => `${folder}${name}`));
  const candidates = tree.list().filter((path) => path.startsWith(folder) && !recorded.has(path));
  return missing.flatMap(({ name, content }) => {
    const title = name.replace(/^\d+_/, "");
    const path = candidates.find(
      (one) =>
        one.endsWith(`_osorganicai_${title}`) && hashContent(tree.read(one) ?? "") === hashContent(content),
    );
    return path === undefined ? [] : [{ upstream: name, path, content }];
  });
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

function record(lock: ChildLock, stamped: readonly StampedSql[]): Omit<PlannedSql, "refused"> {
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
