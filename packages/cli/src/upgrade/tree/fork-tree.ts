import type { ChildTree, TreeChange, TreeFork } from "./child-tree.ts";

/** Writes in memory, on top of another tree. */
export function forkTree(below: ChildTree): TreeFork {
  const written = new Map<string, string | undefined>();
  const set = (path: string, content: string | undefined) => {
    // Also asks whether the path may be touched at all.
    if (below.read(path) === content) written.delete(path);
    else written.set(path, content);
  };
  const tree: TreeFork = {
    read: (path) => (written.has(path) ? written.get(path) : below.read(path)),
    write: set,
    delete: (path) => set(path, undefined),
    list: () => {
      const paths = new Set(below.list());
      for (const [path, content] of written)
        if (content === undefined) paths.delete(path);
        else paths.add(path);
      return [...paths].toSorted();
    },
    fork: () => forkTree(tree),
    changes: () => [...written].map(toChange).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    merge() {
      for (const [path, content] of written)
        if (content === undefined) below.delete(path);
        else below.write(path, content);
      written.clear();
    },
  };
  const toChange = ([path, after]: readonly [string, string | undefined]): TreeChange => ({
    path,
    before: below.read(path),
    after,
  });
  return tree;
}
