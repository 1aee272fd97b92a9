import type { ChildLock, LockedFile } from "create-osorganicai";
import { UsageError } from "../../run/usage-error.ts";

/** What is remembered of a file. @throws UsageError when it is the user's anyway, or SQL */
export function lockedFile({ files }: ChildLock, path: string): LockedFile {
  const locked = Object.hasOwn(files, path) ? files[path] : undefined;
  if (locked !== undefined && path.startsWith("supabase/migrations/"))
    throw new UsageError(
      `${path} is SQL. An upgrade only adds such files and never touches one that is there.`,
    );
  if (locked !== undefined) return locked;
  const ours = Object.entries(files).filter(([, { mode }]) => mode === undefined);
  throw new UsageError(
    `${path} is yours: no upgrade touches it. What is ours: ${ours
      .map(([name]) => name)
      .filter((name) => !name.endsWith(".sql"))
      .join(", ")}.`,
  );
}
