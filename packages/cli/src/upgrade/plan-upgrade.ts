import { type ChildLock, compareVersions, formatLock } from "create-osorganicai";
import type { MigrationOutcome } from "./migrations/migration-outcome.ts";
import { planMigrations } from "./migrations/plan-migrations.ts";
import { describe, runMigrations } from "./migrations/run-migrations.ts";
import { undoMigrations } from "./migrations/undo-migrations.ts";
import { planFiles } from "./ownership/plan-files.ts";
import type { Release } from "./release.ts";
import { findTouchedOverrides, listOverrides } from "./report/find-overrides.ts";
import { planSql } from "./sql/plan-sql.ts";
import { toolPaths } from "./tool-paths.ts";
import type { TreeFork } from "./tree/child-tree.ts";
import type { UpgradeFacts } from "./upgrade-result.ts";

/** All steps in memory, in order: codemods, managed files, SQL, prompts. The tree holds the result, lock included. */
export async function planUpgrade(
  tree: TreeFork,
  { lock, release, now }: { readonly lock: ChildLock; readonly release: Release; readonly now: Date },
): Promise<UpgradeFacts> {
  const { answers } = lock;
  const { version } = release;
  const before = listOverrides(tree);
  const undone = await undoMigrations({ tree, answers, lock, release });
  const { due, waiting } = planMigrations(release, lock);
  const isLast = (kind: string) => kind === "prompt" || kind === "sql";
  const first = await runMigrations(
    due.filter(({ kind }) => !isLast(kind)),
    { tree, answers },
  );
  const { files, outcomes } = planFiles({ tree, lock, rendered: release.render(answers), version });
  const sql = planSql({ tree, lock: { ...lock, files }, shipped: release.sql, now });
  const last = await runMigrations(
    due.filter(({ kind }) => isLast(kind)),
    { tree, answers },
  );
  const migrations = [
    ...undone,
    ...first,
    ...last,
    ...waiting.map((one) => ({
      ...describe(one),
      status: "waiting" as const,
      changed: [],
      todos: [],
      reason: one.reason,
    })),
  ];
  const overrides = findTouchedOverrides(tree, { before, release, migrations });
  tree.write(
    toolPaths.lock,
    formatLock(advance(lock, { version, migrations, files: sql.files, sql: sql.sql })),
  );
  return {
    from: lock.version,
    to: version,
    rolledBack: isRollback(lock.version, version) || (lock.version !== version && undone.length > 0),
    migrations,
    files: [...outcomes, ...sql.refused],
    sql: sql.added,
    overrides,
  };
}

/** What the numbers say. A snapshot's says nothing: only that something came after the release does. */
function isRollback(from: string, to: string): boolean {
  const isSnapshot = [from, to].some((version) => version.startsWith("0.0.0-"));
  return !isSnapshot && compareVersions(to, from) < 0;
}

function advance(
  lock: ChildLock,
  {
    version,
    migrations,
    files,
    sql,
  }: Pick<ChildLock, "version" | "files" | "sql"> & { readonly migrations: readonly MigrationOutcome[] },
): ChildLock {
  const keys = (status: MigrationOutcome["status"]) =>
    migrations.filter((one) => one.status === status).map(({ key }) => key);
  const undone = keys("undone");
  const applied = [...lock.applied.filter((key) => !undone.includes(key)), ...keys("applied")];
  const failed = keys("failed");
  const { failed: _, ...rest } = lock;
  return { ...rest, version, files, sql, applied, ...(failed.length > 0 && { failed }) };
}
