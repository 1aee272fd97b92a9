import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChildLock, parseLock } from "create-osorganicai";

/** A child's lock, and whether git left its conflict marks in it. */
export interface ReadLock {
  readonly lock: ChildLock;
  readonly hasConflicts: boolean;
}

/** undefined: there is none, so nobody spawned this folder. @throws OSOrganicError `lock_invalid` */
export async function readLock(directory: string): Promise<ReadLock | undefined> {
  let text: string;
  try {
    text = await readFile(join(directory, ".osorganicai/lock.json"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return { lock: parseLock(text), hasConflicts: /^<{7}( |$)/m.test(text) };
}
