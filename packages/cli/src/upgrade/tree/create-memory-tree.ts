import type { TreeFork } from "./child-tree.ts";
import { forkTree } from "./fork-tree.ts";

/** A tree of files that are on no disk. */
export function createMemoryTree(files: Readonly<Record<string, string>>): TreeFork {
  const refuse = () => {
    throw new Error("Below is nothing to write to.");
  };
  const read = (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined);
  const tree = forkTree({
    read,
    list: () => Object.keys(files).toSorted(),
    fork: () => tree,
    write: refuse,
    delete: refuse,
  });
  return tree;
}
