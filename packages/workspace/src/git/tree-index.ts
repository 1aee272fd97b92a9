import { rm } from "node:fs/promises";
import { OSOrganicError } from "@osorganicai/core";
import type { Git } from "./run-git.ts";

/** What git knows of one path: mode in octal, id of its content. */
export interface TreeEntry {
  /** `100644`, `100755`, `120000` (link) or `160000` (submodule). */
  readonly mode: string;
  readonly id: string;
}

/** One path's new entry, or undefined when there is none any more. */
export type EntryChange = readonly [path: string, entry: TreeEntry | undefined];

/** Git's index as a file of ours, outside of every checkout: how trees are read, changed and written. */
export interface TreeIndex {
  /** Forgets everything and takes this tree. */
  load(tree: string): Promise<void>;
  update(changes: readonly EntryChange[]): Promise<void>;
  /** @throws Error when the patch does not fit */
  apply(diff: string): Promise<void>;
  /** @returns the tree's id */
  write(): Promise<string>;
  /** Writes every file byte for byte into a folder that is still empty and that nobody else knows yet. */
  checkOut(folder: string): Promise<void>;
}

/**
 * Reads and writes trees in an index file of their own, never in the repository's.
 * @param file where the index is kept
 */
export function createTreeIndex(git: Git, file: string): TreeIndex {
  const environment = { GIT_INDEX_FILE: file };
  return {
    async load(tree) {
      await rm(file, { force: true });
      await git(["read-tree", tree], { environment });
    },
    async update(changes) {
      if (changes.length === 0) return;
      // Deletions first, or a file could not take the place of a folder.
      const ordered = changes.toSorted(([, a], [, b]) => Number(a !== undefined) - Number(b !== undefined));
      const input = ordered.map(([path, entry]) => `${describe(entry)}\t${path}\0`).join("");
      await git(["update-index", "-z", "--index-info"], { environment, input });
    },
    async apply(diff) {
      await git(["apply", "--cached", "--binary", "--whitespace=nowarn"], { environment, input: diff });
    },
    async write() {
      return (await git(["write-tree"], { environment })).toString().trim();
    },
    async checkOut(folder) {
      await git(["checkout-index", "--all", "--quiet"], {
        environment: { ...environment, GIT_WORK_TREE: folder },
      });
    },
  };
}

function describe(entry: TreeEntry | undefined): string {
  return entry === undefined ? `0 ${"0".repeat(40)}` : `${entry.mode} ${entry.id}`;
}

/** Every path of a tree. A name that is not UTF-8 is left out; nobody can ask for it, and it stays as it is. */
export async function listTree(git: Git, tree: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const output = await git(["ls-tree", "-r", "-z", "--full-tree", tree]);
  const entries = new Map<string, TreeEntry>();
  for (const line of output.toString().split("\0").slice(0, -1)) {
    const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (mode === undefined || id === undefined || path === undefined)
      throw new OSOrganicError(
        "workspace_diverged",
        `Git lists a tree in a way that is not understood: ${line}`,
      );
    if (!path.includes("\uFFFD")) entries.set(path, { mode, id });
  }
  return entries;
}
