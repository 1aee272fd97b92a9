import type { ChildLock, LockedFile } from "./child-lock.ts";
import { compareVersions } from "./compare-versions.ts";

/**
 * One lock of two branches: lists and maps united, and the one of the newer version (or else `ours`) wins. What either
 * said of whose a file is stays, because an ejected file must not be overwritten.
 */
export function mergeLocks(ours: ChildLock, theirs: ChildLock): ChildLock {
  const [older, newer] = compareVersions(ours.version, theirs.version) < 0 ? [ours, theirs] : [theirs, ours];
  const applied = unite(older.applied, newer.applied);
  // What failed here was applied there.
  const failed = unite(older.failed ?? [], newer.failed ?? []).filter((id) => !applied.includes(id));
  const { failed: _before, ...rest } = newer;
  return {
    ...rest,
    applied,
    ...(failed.length > 0 && { failed }),
    files: uniteFiles(older.files, newer.files),
    sql: { ...older.sql, ...newer.sql },
  };
}

function uniteFiles(older: ChildLock["files"], newer: ChildLock["files"]): ChildLock["files"] {
  const both = Object.entries(newer).map(([path, file]): [string, LockedFile] => {
    const { mode, reason, parked }: Partial<LockedFile> = Object.hasOwn(older, path)
      ? (older[path] ?? {})
      : {};
    const said = {
      ...(mode && { mode }),
      ...(reason !== undefined && { reason }),
      ...(parked !== undefined && { parked }),
    };
    return [path, { ...said, ...file }];
  });
  return { ...older, ...Object.fromEntries(both) };
}

function unite(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].toSorted((one, other) => (one < other ? -1 : Number(one > other)));
}
