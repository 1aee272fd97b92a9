import { type ChildLock, formatLock } from "create-osorganicai";
import { UsageError } from "../run/usage-error.ts";
import { readLockFile } from "./read-lock-file.ts";
import { toolPaths } from "./tool-paths.ts";
import type { TreeFork } from "./tree/child-tree.ts";
import { claimChild } from "./tree/claim-child.ts";
import { announce, forgetPending, readPending, writeChanges } from "./tree/commit-changes.ts";
import { openTree } from "./tree/open-tree.ts";

/**
 * Changes a few files of a child and its lock, as one piece of work.
 * @param edit gets a tree and the lock, and returns the lock as it is then
 * @returns paths of the files that changed
 * @throws UsageError for what is no child, while an upgrade is under way, and while one waits to be finished
 */
export function editChild(
  root: string,
  edit: (tree: TreeFork, lock: ChildLock) => ChildLock,
): readonly string[] {
  const giveUp = claimChild(root);
  try {
    if (readPending(root))
      throw new UsageError("An upgrade was interrupted. Finish it first: osorganicai upgrade.");
    const tree = openTree(root);
    tree.write(toolPaths.lock, formatLock(edit(tree, readLockFile(tree))));
    const changes = tree.changes();
    announce(root, { changes, next: null });
    writeChanges(root, changes);
    forgetPending(root);
    return changes.map(({ path }) => path);
  } finally {
    giveUp();
  }
}
