import { UsageError } from "../run/usage-error.ts";
import { editChild } from "../upgrade/edit-child.ts";
import type { TreeFork } from "../upgrade/tree/child-tree.ts";

/** What was added to a child. */
export interface Addition {
  /** Paths of files that were written or changed. */
  readonly written: readonly string[];
  /** What is left to the user, one sentence each. */
  readonly todo: readonly string[];
}

/**
 * Writes new files that are the user's from the first moment.
 * @param more changes files that are there, and says what is left to the user
 * @throws UsageError when one of them is there already, or the folder is no child
 */
export function addFiles(
  root: string,
  files: Readonly<Record<string, string>>,
  more: (tree: TreeFork) => readonly string[] = () => [],
): Addition {
  let todo: readonly string[] = [];
  const written = editChild(root, (tree, lock) => {
    const there = Object.keys(files).filter((path) => tree.read(path) !== undefined);
    if (there.length > 0) throw new UsageError(`${there.join(", ")} is there already, and stays as it is.`);
    for (const [path, content] of Object.entries(files)) tree.write(path, content);
    todo = more(tree);
    return lock;
  });
  return { written, todo };
}
