import { OSOrganicError } from "@osorganicai/core";
import { blobId, storeBlobs } from "../git/blobs.ts";
import type { Git } from "../git/run-git.ts";
import type { EntryChange, TreeEntry, TreeIndex } from "../git/tree-index.ts";
import { readBytes } from "./file-tools.ts";
import { runInWorker } from "./run-in-worker.ts";
import type { Obstacle, Scan, ScannedFile } from "./scan-checkout.ts";
import { trustedStamps } from "./trusted-stamps.ts";

/** The project's files as a tree of git, at one moment. */
interface Snapshot {
  readonly tree: string;
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

/** Turns a checkout into trees, again and again. */
export interface Snapshots {
  /** What belongs to the project at this moment, for looking through it. */
  scan(): Scan;
  /**
   * @throws OSOrganicError `path_refused` when a file or folder of the project has become a link or the like, or when
   *   there is more new content than a change can be
   */
  take(): Promise<Snapshot>;
}

/** What snapshots are taken of. */
export interface SnapshotOptions {
  readonly git: Git;
  /** Holds `start`. */
  readonly index: TreeIndex;
  readonly root: string;
  /** The base commit's files: they stay part of the project even where `.gitignore` names them. */
  readonly base: ReadonlyMap<string, TreeEntry>;
  /** What the checkout holds now, exactly as git wrote it. */
  readonly start: Snapshot;
}

/** All new content together. A change set may have 4 MiB, so this is a build's output that nobody ignores. */
const MAX_NEW_BYTES = 64 * 1024 * 1024;

/** Looks at the fresh checkout once, so that later only what changed has to be read. */
export async function takeSnapshots({ git, index, root, base, start }: SnapshotOptions): Promise<Snapshots> {
  let last = start;
  const submodules = new Set([...base].flatMap(([path, { mode }]) => (mode === "160000" ? [path] : [])));
  const scan = (): Scan => ({ root, submodules, tracked: new Set([...base.keys(), ...last.entries.keys()]) });
  const { files } = await runInWorker({ kind: "scan", scan: scan() });
  let known = trustedStamps(files, ({ path }) => start.entries.get(path)?.id);

  return {
    scan,
    async take() {
      const { files, obstacles } = await runInWorker({ kind: "scan", scan: { ...scan(), known } });
      const next = new Map(keepWhatCannotChange(last.entries, obstacles));
      for (const file of files) next.set(file.path, entryOf(file));
      const changes = compareEntries(last.entries, next);
      await storeContents(git, root, changes);
      await index.update(changes);
      if (changes.length > 0) last = { tree: await index.write(), entries: next };
      known = trustedStamps(files, ({ id }) => id);
      return last;
    },
  };
}

/** Submodules, and links that still point where they did. Every other obstacle is somebody's doing. */
function keepWhatCannotChange(
  entries: ReadonlyMap<string, TreeEntry>,
  obstacles: readonly Obstacle[],
): readonly (readonly [string, TreeEntry])[] {
  const intact = ({ path, target }: Obstacle): boolean => {
    const entry = entries.get(path);
    return entry?.mode === "120000" && target !== undefined && entry.id === blobId(Buffer.from(target));
  };
  const broken = obstacles.filter((obstacle) => !intact(obstacle)).map(({ path }) => path);
  if (broken.length > 0)
    throw new OSOrganicError(
      "path_refused",
      `${broken.join(", ")}: a command has put a symbolic link or special file where the project has a file or ` +
        "folder. Remove it by a command, then write a plain file.",
      { details: { paths: broken } },
    );
  const links = new Set(obstacles.map(({ path }) => path));
  return [...entries].filter(([path, { mode }]) => mode === "160000" || links.has(path));
}

function entryOf({ path, executable, id }: ScannedFile): TreeEntry {
  if (id === undefined)
    throw new OSOrganicError("workspace_diverged", `The content of ${path} was not read.`);
  return { mode: executable ? "100755" : "100644", id };
}

/** Reads what is new without following anything. */
async function storeContents(git: Git, root: string, changes: readonly EntryChange[]): Promise<void> {
  const contents: Uint8Array[] = [];
  let room = MAX_NEW_BYTES;
  for (const [path, entry] of changes) {
    if (entry === undefined) continue;
    const content = await readBytes(root, path, room);
    if (blobId(content) !== entry.id)
      throw new OSOrganicError("workspace_diverged", `${path} was changed while it was read.`);
    contents.push(content);
    room -= content.length;
  }
  await storeBlobs(git, contents);
}

/** Every path whose entry differs, with the new one. */
export function compareEntries(
  before: ReadonlyMap<string, TreeEntry>,
  after: ReadonlyMap<string, TreeEntry>,
): readonly EntryChange[] {
  const gone = [...before.keys()]
    .filter((path) => !after.has(path))
    .map((path) => [path, undefined] as const);
  const changed = [...after].filter(([path, { mode, id }]) => {
    const old = before.get(path);
    return old?.mode !== mode || old.id !== id;
  });
  return [...gone, ...changed].sort(([a], [b]) => (a < b ? -1 : 1));
}
