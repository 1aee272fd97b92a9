import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { ChildLock } from "./child-lock.ts";
import { mergeLocks } from "./merge-locks.ts";
import { readLock } from "./read-lock.ts";
import { splitConflicts } from "./split-conflicts.ts";

/**
 * The text of `.osorganicai/lock.json`. A text with git's conflict markers is read as well, because what is in the middle
 * of a merge is exactly when the tool is needed: lists and maps are united, and otherwise the newer version wins.
 * @throws OSOrganicError `lock_invalid`
 */
export function parseLock(text: string): ChildLock {
  const [ours, theirs] = splitConflicts(text);
  const lock = readLock(parseJson(ours));
  return theirs === undefined ? lock : mergeLocks(lock, readLock(parseJson(theirs)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OSOrganicError(
      "lock_invalid",
      `.osorganicai/lock.json is not JSON: ${messageOf(cause)}. Restore it from git: git checkout HEAD -- .osorganicai/lock.json`,
      { cause },
    );
  }
}
