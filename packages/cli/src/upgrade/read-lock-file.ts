import { type ChildLock, parseLock } from "create-osorganicai";
import { UsageError } from "../run/usage-error.ts";
import { toolPaths } from "./tool-paths.ts";
import type { ChildTree } from "./tree/child-tree.ts";

/** @throws UsageError when the folder is no child; OSOrganicError `lock_invalid` */
export function readLockFile(tree: ChildTree): ChildLock {
  const text = tree.read(toolPaths.lock);
  if (text !== undefined) return parseLock(text);
  throw new UsageError(
    `There is no ${toolPaths.lock} here. Run this in the folder of a child, or make one: osorganicai spawn <folder>.`,
  );
}
