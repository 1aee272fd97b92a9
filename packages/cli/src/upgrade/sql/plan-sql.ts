import { type ChildLock, hashContent, type LockedFile, type ShippedSql, stampSql } from "create-osorganicai";
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

/**
 * Adds the store's SQL files that the child never got, under names that come after everything it has. What is there is
 * never rewritten, renamed or removed, also when the child goes back to an older version.
 */
export function planSql({ tree, lock, shipped, now }: SqlPlan): {
  readonly files: ChildLock["files"];
  readonly sql: ChildLock["sql"];
  readonly added: readonly AddedSql[];
} {
  const missing = shipped.filter(({ name }) => !Object.hasOwn(lock.sql, name));
  if (!lock.answers.supabase || missing.length === 0) return { files: lock.files, sql: lock.sql, added: [] };
  const names = tree
    .list()
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length));
  const newest = names
    .filter((name) => /^\d+_.*\.sql$/.test(name))
    .toSorted()
    .at(-1);
  const stamped = stampSql(missing, { after: newest, now });
  const fork = tree.fork();
  for (const { path, content } of stamped) fork.write(path, content);
  fork.merge();
  const files = stamped.map(({ path, content }): [string, LockedFile] => [
    path,
    { class: "managed", sha256: hashContent(content) },
  ]);
  return {
    files: { ...lock.files, ...Object.fromEntries(files) },
    sql: {
      ...lock.sql,
      ...Object.fromEntries(stamped.map(({ upstream, path }) => [upstream, path.slice(folder.length)])),
    },
    added: stamped.map(({ upstream, path }) => ({ upstream, path })),
  };
}
