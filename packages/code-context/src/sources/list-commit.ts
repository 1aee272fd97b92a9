import type { SourceFile } from "./code-source.ts";
import { diffTrees, isBefore, type TreeChange } from "./diff-trees.ts";
import type { GitObjects } from "./open-objects.ts";
import type { Git } from "./run-git.ts";

/** The files of one commit, in the order of their paths. */
export interface CommitListing {
  readonly commit: string;
  readonly files: readonly SourceFile[];
}

/** A repository, in both ways to ask it. */
export interface Repository {
  readonly git: Git;
  readonly objects: GitObjects;
}

/**
 * Of a listing that is there already only what changed since is asked for, whichever of the two commits is older; where git
 * does not have its commit any more, everything is.
 */
export async function listCommit(
  { git, objects }: Repository,
  commit: string,
  known: CommitListing | undefined,
): Promise<CommitListing> {
  if (known?.commit === commit) return known;
  const changed = known && (await listChanged(objects, known, commit).catch(() => undefined));
  return { commit, files: changed ?? (await listAll(git, commit)) };
}

async function listAll(git: Git, commit: string): Promise<readonly SourceFile[]> {
  const output = await git(["ls-tree", "-r", "-l", "-z", commit]);
  return output.toString("utf8").split("\0").flatMap(parseEntry);
}

/** Mode, type, id, size and path of an entry; https://git-scm.com/docs/git-ls-tree. */
function parseEntry(entry: string): readonly SourceFile[] {
  const tab = entry.indexOf("\t");
  const [mode = "", , blob = "", bytes] = entry.slice(0, tab).split(/ +/);
  // Of a content that a clone left out or that is damaged there is no size.
  return isFile(mode) ? [{ path: entry.slice(tab + 1), blob, bytes: Number(bytes) || 0 }] : [];
}

/** Neither a link nor a submodule. */
function isFile(mode: string | undefined): boolean {
  return mode?.startsWith("100") ?? false;
}

/** Undefined where names do not tell which file is meant. */
async function listChanged(
  objects: GitObjects,
  known: CommitListing,
  commit: string,
): Promise<readonly SourceFile[] | undefined> {
  const [before, after] = await objects.find([`${known.commit}^{tree}`, `${commit}^{tree}`]);
  if (!before || !after) return undefined;
  const changes = await diffTrees(objects, before.id, after.id);
  return changes.some(({ path }) => path.includes(NO_UTF8))
    ? undefined
    : applyChanges(objects, known.files, changes);
}

/** Stands for bytes that are no UTF-8, so that two names may look the same. */
const NO_UTF8 = "\ufffd";

async function applyChanges(
  objects: GitObjects,
  before: readonly SourceFile[],
  changes: readonly TreeChange[],
): Promise<readonly SourceFile[]> {
  const changed = new Set(changes.map(({ path }) => path));
  const kept: SourceFile[] = [];
  const sizes = new Map<string, number>(); // of what was moved or only changed its mode
  for (const file of before)
    if (changed.has(file.path)) sizes.set(file.blob, file.bytes);
    else kept.push(file);
  const written = changes.flatMap(({ path, after }) =>
    after && isFile(after.mode) ? [{ path, blob: after.id }] : [],
  );
  const added = [...new Set(written.map(({ blob }) => blob))].filter((blob) => !sizes.has(blob));
  for (const found of await objects.find(added)) if (found) sizes.set(found.id, found.bytes);
  return mergeSorted(
    kept,
    written.map((file) => ({ ...file, bytes: sizes.get(file.blob) ?? 0 })),
  );
}

/** Both are in the order of their paths. */
function mergeSorted(kept: readonly SourceFile[], added: readonly SourceFile[]): readonly SourceFile[] {
  const merged: SourceFile[] = [];
  let next = 0;
  for (const file of added) {
    const place = findPlace(kept, next, file.path);
    for (; next < place; next++) merged.push(kept[next] ?? file);
    merged.push(file);
  }
  return merged.concat(kept.slice(next));
}

/** By halving: the first file from `start` that does not come before a path. */
function findPlace(files: readonly SourceFile[], start: number, path: string): number {
  let [low, high] = [start, files.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBefore(files[middle]?.path ?? "", path)) low = middle + 1;
    else high = middle;
  }
  return low;
}
