import type { FileOutcome } from "./ownership/plan-files.ts";
import type { UpgradeFacts, UpgradeResult } from "./upgrade-result.ts";

/**
 * One result of an upgrade that was killed and finished, and of what came after it: what only the first one knows is not
 * lost, and where both know something the second one is right.
 */
export function joinResults(first: UpgradeResult, second: UpgradeFacts): UpgradeResult {
  const keys = new Set(second.migrations.map(({ key }) => key));
  const paths = new Set(second.files.map(({ path }) => path));
  const settled = first.migrations.filter(({ key, status }) => !keys.has(key) && status !== "waiting");
  return {
    ...first,
    to: second.to,
    rolledBack: first.rolledBack || second.rolledBack,
    migrations: [...settled, ...second.migrations],
    files: joinFiles(first.files, second.files),
    sql: [...first.sql, ...second.sql],
    overrides: [...first.overrides, ...second.overrides],
    // A file of ours was planned again: it is merged by now, or a conflict.
    overtaken: first.overtaken.filter((path) => !paths.has(path)),
  };
}

/** News stays news when nothing came after it; whatever waited for a person is as the second one found it. */
function joinFiles(first: readonly FileOutcome[], second: readonly FileOutcome[]): readonly FileOutcome[] {
  const files = new Map(first.map((file) => [file.path, file]));
  for (const file of second) {
    const before = files.get(file.path);
    const isNews = before && !quiet.has(before.outcome) && !waiting.has(before.outcome);
    const diff = file.diff === undefined ? {} : { diff: file.diff };
    files.set(file.path, isNews && quiet.has(file.outcome) ? { ...before, ...diff } : file);
  }
  return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const quiet: ReadonlySet<FileOutcome["outcome"]> = new Set(["unchanged", "keep", "leave"]);
const waiting: ReadonlySet<FileOutcome["outcome"]> = new Set(["conflict", "refused"]);
