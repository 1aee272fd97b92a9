import type { ChangeSet, FileVersions, Workspace } from "@osorganicai/core";

/** A change with what it replaces. */
export interface Change {
  readonly changeSet: ChangeSet;
  /** Every changed file. What is written is read as its readers do, with U+FFFD for bytes that are no UTF-8. */
  readonly versions: readonly FileVersions[];
  /** Changed or deleted paths that the base commit has. */
  readonly existing: readonly string[];
}

/** Reads a workspace's change beside the base commit. */
export async function readChange(files: Workspace): Promise<Change> {
  const changeSet = await files.changeSet();
  const base = await files.onBase([]);
  try {
    const paths = new Set(await base.list());
    const existing = changeSet.changes.map(({ path }) => path).filter((path) => paths.has(path));
    const versions: FileVersions[] = [];
    for (const change of changeSet.changes) {
      const { path } = change;
      const before = paths.has(path) ? await base.read(path).catch(() => undefined) : undefined;
      const after = change.op === "write" ? new TextDecoder().decode(change.content) : undefined;
      versions.push({ path, before, after });
    }
    return { changeSet, versions, existing };
  } finally {
    await base.close();
  }
}
