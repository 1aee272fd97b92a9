import type { ChildAnswers } from "../child/child-answers.ts";
import { listShippedMigrations } from "../child/list-migrations.ts";
import { listShippedSql } from "../child/list-sql.ts";
import { renderChild } from "../child/render-child.ts";
import type { ChildLock, LockedFile } from "../lock/child-lock.ts";
import { formatLock } from "../lock/format-lock.ts";
import { hashContent } from "../lock/hash-content.ts";
import type { FileClass } from "../ownership/file-class.ts";
import { readVersion } from "../read-version.ts";
import { stampSql } from "./stamp-sql.ts";

/** A file that spawning writes. */
export interface PlannedFile {
  /** Relative to the child's folder, with `/`. */
  readonly path: string;
  /** `tool`: the lock, and what later merges start from. */
  readonly class: FileClass | "tool";
  readonly content: string;
}

/** Pure but for the package's own templates: every file of a new child, sorted by path. */
export function planChild(answers: ChildAnswers, now: Date): readonly PlannedFile[] {
  const rendered = renderChild(answers);
  const sql = answers.supabase ? stampSql(listShippedSql(), { after: undefined, now }) : [];
  const migrations = sql.map(({ path, content }) => ({ path, class: "managed" as const, content }));
  const ours = rendered.filter((file) => file.class !== "owned");
  const lock: ChildLock = {
    lockfileVersion: 1,
    spawnedWith: readVersion(),
    version: readVersion(),
    answers,
    applied: listShippedMigrations(),
    files: Object.fromEntries([...ours, ...migrations].map(lockFile)),
    sql: Object.fromEntries(sql.map(({ upstream, path }) => [upstream, path.replace(/^.*\//, "")])),
  };
  const base = ours.map(({ path, content }) => tool(`.osorganicai/base/${path}`, content));
  return [...rendered, ...migrations, ...base, tool(".osorganicai/lock.json", formatLock(lock))].toSorted(
    (a, b) => (a.path < b.path ? -1 : 1),
  );
}

function lockFile({ path, class: kind, content }: PlannedFile): readonly [string, LockedFile] {
  return [path, { class: kind === "shim" ? "shim" : "managed", sha256: hashContent(content) }];
}

function tool(path: string, content: string): PlannedFile {
  return { path, class: "tool", content };
}
