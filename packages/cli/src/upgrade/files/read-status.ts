import { planFiles } from "../ownership/plan-files.ts";
import { readLockFile } from "../read-lock-file.ts";
import type { Release } from "../release.ts";
import { openTree } from "../tree/open-tree.ts";

/** A file of a child that is ours, or was. */
interface FileStatus {
  readonly path: string;
  readonly state:
    | "current" // as we would write it
    | "edited" // with your edits, and nothing new from us
    | "outdated" // an upgrade would change it
    | "conflict" // parked: yours, and what is new beside it
    | "ejected" // yours; you said so, or deleted it
    | "orphaned" // yours; we ship it no longer
    | "refused"; // must not be touched, e.g. behind a link
  readonly reason?: string;
}

/** A child as it is. */
export interface ChildStatus {
  /** Version whose files and migrations are applied. */
  readonly version: string;
  /** Version that is installed. */
  readonly installed: string;
  readonly files: readonly FileStatus[];
  /** SQL files that an upgrade would add. */
  readonly missingSql: readonly string[];
  /** Ids of migrations that an upgrade would apply. */
  readonly pending: readonly string[];
  readonly failed: readonly string[];
}

/** What {@link upgradeChild} would find, by the same rules. Writes nothing. */
export function readStatus(root: string, release: Release): ChildStatus {
  const tree = openTree(root);
  const lock = readLockFile(tree);
  const { outcomes } = planFiles({
    tree,
    lock,
    rendered: release.render(lock.answers),
    version: release.version,
  });
  const files = outcomes.map(({ path, outcome, reason }): FileStatus => {
    const locked = lock.files[path];
    const said = reason ?? locked?.reason;
    return { path, state: stateOf(outcome, locked?.mode), ...(said !== undefined && { reason: said }) };
  });
  return {
    version: lock.version,
    installed: release.version,
    files,
    missingSql: lock.answers.supabase
      ? release.sql.map(({ name }) => name).filter((name) => !Object.hasOwn(lock.sql, name))
      : [],
    pending: release.migrations.map(({ key }) => key).filter((key) => !lock.applied.includes(key)),
    failed: lock.failed ?? [],
  };
}

type Outcome = ReturnType<typeof planFiles>["outcomes"][number]["outcome"];

function stateOf(outcome: Outcome, mode: "ejected" | "orphaned" | undefined): FileStatus["state"] {
  if (outcome === "leave") return mode ?? "ejected";
  return states[outcome];
}

const states: Readonly<Record<Exclude<Outcome, "leave">, FileStatus["state"]>> = {
  unchanged: "current",
  keep: "edited",
  create: "outdated",
  overwrite: "outdated",
  merged: "outdated",
  delete: "outdated",
  yours: "outdated",
  conflict: "conflict",
  eject: "ejected",
  orphan: "orphaned",
  refused: "refused",
};
