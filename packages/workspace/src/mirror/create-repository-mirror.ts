import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RepositoryCommit } from "@osorganicai/core";
import { removeFolder } from "../checkout/remove-folder.ts";
import { fetchCommit, type RepositoryAccess } from "../git/fetch-commit.ts";
import { continueFrom } from "./continue-from.ts";
import { fetchHistory, keptRef } from "./fetch-history.ts";
import { forgetUnused, listMirrors, markUsed } from "./list-mirrors.ts";

/** What is mirrored, and where. */
export interface RepositoryMirrorOptions {
  /** A folder of ours; made when it does not exist. Several processes may use it, and it may be deleted at any time. */
  readonly root: string;
  /** How a repository (`owner/name`) is reached now. */
  access(repository: string): Promise<RepositoryAccess>;
}

/** Bare git directories for reading. */
export interface MirroredCommit {
  /** Holds the commit with all its files. */
  readonly files: string;
  /** Holds what led to it: commits and the names of what they changed. Undefined when none could be had. */
  readonly history: string | undefined;
}

/**
 * Brings one commit of a repository here.
 * @throws OSOrganicError `repository_unavailable`, `repository_empty`, `executor_unavailable`
 */
export type RepositoryMirror = (at: RepositoryCommit) => Promise<MirroredCommit>;

/**
 * Keeps commits of repositories for whoever only reads, and fetches of a later one what is new in it. A mirror of a commit
 * is made beside and then renamed, and never changed again, so that no lock is needed. A repository of this machine is
 * read where it lies.
 *
 * @example
 * const mirror = createRepositoryMirror({ root: "/var/cache/mirrors", access });
 * const { files, history } = await mirror({ repository: "acme/shop", commit });
 */
export function createRepositoryMirror({ root, access }: RepositoryMirrorOptions): RepositoryMirror {
  const making = new Map<string, Promise<void>>();
  return async function openMirror({ repository, commit }) {
    const reached = await access(repository);
    if (reached.url.startsWith("file:")) {
      const folder = fileURLToPath(reached.url);
      return { files: folder, history: folder };
    }
    const home = join(root, createHash("sha256").update(repository).digest("hex").slice(0, 32));
    const mirror = join(home, commit);
    if (!(await exists(mirror)))
      await once(making, mirror, () => make(home, { repository, commit, access: reached }));
    await markUsed(mirror);
    const history = join(mirror, "history.git");
    return { files: join(mirror, "files.git"), history: (await exists(history)) ? history : undefined };
  };
}

/** What several want at once is done for all of them; whoever comes later does it again. */
async function once(
  running: Map<string, Promise<void>>,
  key: string,
  work: () => Promise<void>,
): Promise<void> {
  const known = running.get(key);
  if (known) return known;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

/** Nobody waits longer for what is only a help. */
const FILES_TIMEOUT_MS = 120_000;

interface Wanted extends RepositoryCommit {
  readonly access: RepositoryAccess;
}

async function make(home: string, wanted: Wanted): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const [newest] = await listMirrors(home);
  const beside = await mkdtemp(join(home, ".making-"));
  const mirror = join(home, wanted.commit);
  try {
    await fetchInto(beside, newest, wanted);
    await rename(beside, mirror);
  } catch (error) {
    await removeFolder(beside);
    if (!(await exists(mirror))) throw error; // else somebody was quicker
  }
  await forgetUnused(home);
}

async function fetchInto(folder: string, newest: string | undefined, wanted: Wanted): Promise<void> {
  const files = await continueFrom(newest, join(folder, "files.git"));
  const git = await fetchCommit({ ...wanted, gitFolder: files, timeoutMs: FILES_TIMEOUT_MS });
  await git(["update-ref", keptRef(wanted.commit), wanted.commit]);
  const history = await continueFrom(newest, join(folder, "history.git"));
  // Code is found without it, only not as well.
  await fetchHistory({ ...wanted, gitFolder: history }).catch(() => removeFolder(history));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
