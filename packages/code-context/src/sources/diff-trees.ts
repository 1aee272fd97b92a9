import type { GitObjects } from "./open-objects.ts";

/** What lies at a path. */
interface TreeEntry {
  /** As git writes it: `100644`, `40000`. */
  readonly mode: string;
  readonly id: string;
}

/** A path at which two trees differ, in anything but a folder. */
export interface TreeChange {
  readonly path: string;
  readonly before: TreeEntry | undefined;
  readonly after: TreeEntry | undefined;
}

interface Pair {
  readonly folder: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Where two trees differ, in the order of paths. Only folders that differ are read.
 * @throws Error when git does not have one of them
 */
export async function diffTrees(
  objects: GitObjects,
  before: string,
  after: string,
): Promise<readonly TreeChange[]> {
  const changes: TreeChange[] = [];
  let pairs: readonly Pair[] = before === after ? [] : [{ folder: "", before, after }];
  while (pairs.length > 0) {
    const trees = await readTrees(objects, pairs);
    pairs = pairs.flatMap((pair) => comparePair(pair, trees, changes));
  }
  return changes.sort((a, b) => (a.path === b.path ? 0 : isBefore(a.path, b.path) ? -1 : 1));
}

/** As git orders paths: by bytes. */
export function isBefore(path: string, other: string): boolean {
  if (ascii.test(path) && ascii.test(other)) return path < other;
  return Buffer.compare(Buffer.from(path), Buffer.from(other)) < 0;
}

const ascii = /^[\0-\x7f]*$/;

type Tree = ReadonlyMap<string, TreeEntry>;

async function readTrees(objects: GitObjects, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Tree>> {
  const ids = [...new Set(pairs.flatMap(({ before, after }) => [before, after]))].filter(
    (id) => id !== undefined,
  );
  const contents = await objects.read(ids);
  return new Map(
    ids.map((id, index) => {
      const content = contents[index];
      if (!content) throw new Error(`There is no tree ${id}.`);
      return [id, parseTree(content, id.length / 2)];
    }),
  );
}

/** `<mode> <name>\0<id>` again and again, the id in bytes. */
function parseTree(content: Buffer, idBytes: number): Tree {
  const entries = new Map<string, TreeEntry>();
  for (let position = 0; position < content.length; ) {
    const space = content.indexOf(" ", position);
    const nul = content.indexOf(0, space);
    const id = content.toString("hex", nul + 1, nul + 1 + idBytes);
    // Bytes as characters: names that are no UTF-8 stay apart.
    const name = content.toString("latin1", space + 1, nul);
    entries.set(name, { mode: content.toString("latin1", position, space), id });
    position = nul + 1 + idBytes;
  }
  return entries;
}

const none: Tree = new Map();

/** Adds what differs itself. @returns the folders in it that differ */
function comparePair(
  { folder, before, after }: Pair,
  trees: ReadonlyMap<string, Tree>,
  changes: TreeChange[],
): readonly Pair[] {
  const old = (before !== undefined && trees.get(before)) || none;
  const now = (after !== undefined && trees.get(after)) || none;
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): readonly Pair[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was?.id === is?.id && was?.mode === is?.mode) return [];
    const path = folder + Buffer.from(name, "latin1").toString("utf8");
    const [wasFile, isFile] = [fileOf(was), fileOf(is)];
    if (wasFile || isFile) changes.push({ path, before: wasFile, after: isFile });
    const [wasFolder, isFolder] = [folderOf(was), folderOf(is)];
    return wasFolder === isFolder ? [] : [{ folder: `${path}/`, before: wasFolder, after: isFolder }];
  });
}

const FOLDER = "40000";

function fileOf(entry: TreeEntry | undefined): TreeEntry | undefined {
  return entry?.mode === FOLDER ? undefined : entry;
}

function folderOf(entry: TreeEntry | undefined): string | undefined {
  return entry?.mode === FOLDER ? entry.id : undefined;
}
