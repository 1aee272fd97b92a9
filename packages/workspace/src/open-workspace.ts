import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { CommandResult, FileChange, Sandbox, Workspace } from "@osorganicai/core";
import type { MonorepoPackage } from "./builds/monorepo-package.ts";
import { placeBuilds } from "./builds/place-builds.ts";
import { planBuilds } from "./builds/plan-builds.ts";
import { runBuilds } from "./builds/run-builds.ts";
import { editTextFile, readTextFile, removeFile, writeTextFile } from "./checkout/file-tools.ts";
import { removeFolder } from "./checkout/remove-folder.ts";
import { runInWorker } from "./checkout/run-in-worker.ts";
import { compareEntries, takeSnapshots } from "./checkout/take-snapshots.ts";
import { readBlobs } from "./git/blobs.ts";
import { diffForApplying, diffForReading } from "./git/diff-trees.ts";
import type { Git } from "./git/run-git.ts";
import {
  createTreeIndex,
  type EntryChange,
  listTree,
  type TreeEntry,
  type TreeIndex,
} from "./git/tree-index.ts";
import { takeTurns } from "./take-turns.ts";

/** What a workspace is made of. */
export interface WorkspaceParts {
  /** Everything of this workspace lies in here, and goes with it. */
  readonly home: string;
  readonly git: Git;
  /** Holds what the checkout begins with. */
  readonly index: TreeIndex;
  readonly sandbox: Sandbox;
  /** Empty when it is no monorepo, or nobody built it. */
  readonly packages: readonly MonorepoPackage[];
  readonly base: WorkspaceBase;
  /** The tree that the next patch is made against. */
  readonly captured: string;
}

/** The commit a workspace started from. */
interface WorkspaceBase {
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
  readonly tree: string;
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

/** Writes the checkout and gives it its tools. One tool works at a time, so none ever meets a running command. */
export async function openWorkspace(parts: WorkspaceParts): Promise<Workspace> {
  const { home, git, index, sandbox, packages, base } = parts;
  const root = join(home, "checkout");
  await mkdir(root);
  await index.checkOut(root);
  const tree = await index.write();
  const start = { tree, entries: await listTree(git, tree) };
  const snapshots = await takeSnapshots({ git, index, root, base: base.entries, start });
  const changed = compareEntries(base.entries, start.entries).map(([path]) => path);
  const builds = planBuilds(packages, changed);
  await placeBuilds(builds.copy, snapshots.scan());
  const inTurn = takeTurns();
  let captured = parts.captured;
  let building: ReturnType<typeof runBuilds> | undefined;

  async function run(command: string, options: { readonly timeoutMs?: number }): Promise<CommandResult> {
    const failure = await (building ??= runBuilds(sandbox, root, builds.build));
    const result = await sandbox.run({ directory: root, command, ...options });
    return failure === undefined ? result : { ...result, output: failure + result.output };
  }

  return {
    repository: base.repository,
    baseCommit: base.commit,
    list: (glob) => inTurn(() => runInWorker({ kind: "list", scan: snapshots.scan(), glob })),
    search: (query) => inTurn(() => runInWorker({ kind: "search", scan: snapshots.scan(), query })),
    read: (path) => inTurn(() => readTextFile(root, path)),
    write: (path, content) => inTurn(() => writeTextFile(root, path, content)),
    edit: (path, find, replace) => inTurn(() => editTextFile(root, path, { find, replace })),
    remove: (path) => inTurn(() => removeFile(root, path)),
    run: (command, options = {}) => inTurn(() => run(command, options)),
    diff: () => inTurn(async () => diffForReading(git, base.tree, (await snapshots.take()).tree)),
    capture: () =>
      inTurn(async () => {
        const { tree } = await snapshots.take();
        if (tree === captured) return undefined;
        const diff = await diffForApplying(git, {
          from: captured,
          to: tree,
          attributes: join(home, "attributes"),
        });
        captured = tree;
        return { diff, tree };
      }),
    changeSet: () =>
      inTurn(async () => {
        const { entries } = await snapshots.take();
        const changes = await fileChanges(git, compareEntries(base.entries, entries));
        return { baseCommit: base.commit, changes };
      }),
    onBase: (paths) =>
      inTurn(async () => {
        const { entries } = await snapshots.take();
        const wanted = compareEntries(base.entries, entries).filter(([path]) => isWithin(path, paths));
        return openOnBase(parts, wanted);
      }),
    close: () => inTurn(() => removeFolder(home)),
  };
}

async function openOnBase(parts: WorkspaceParts, changes: readonly EntryChange[]): Promise<Workspace> {
  const home = await mkdtemp(join(parts.home, "on-base-"));
  const index = createTreeIndex(parts.git, join(home, "index"));
  await index.load(parts.base.commit);
  await index.update(changes);
  return openWorkspace({ ...parts, home, index, captured: parts.base.tree });
}

/** A path names itself and, when it is a folder, everything in it. */
function isWithin(path: string, paths: readonly string[]): boolean {
  return paths.some((given) => path === given || path.startsWith(`${given.replace(/\/$/, "")}/`));
}

async function fileChanges(git: Git, changes: readonly EntryChange[]): Promise<readonly FileChange[]> {
  const written = changes.flatMap(([, entry]) => entry ?? []);
  const contents = (
    await readBlobs(
      git,
      written.map(({ id }) => id),
    )
  ).values();
  return changes.map(([path, entry]) => {
    if (entry === undefined) return { op: "delete", path };
    const mode = entry.mode === "100755" ? "100755" : "100644";
    return { op: "write", path, mode, content: contents.next().value ?? new Uint8Array() };
  });
}
