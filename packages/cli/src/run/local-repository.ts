import { execFile } from "node:child_process";
import { access, constants, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { messageOf } from "@osorganicai/core";
import { createGit, type Git } from "@osorganicai/workspace";
import { UsageError } from "./usage-error.ts";

/** Who a commit is by. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** A git repository of this machine, as it was when we looked. */
export interface LocalRepository {
  /** The folder of its working tree; a bare one has none. */
  readonly worktree: string | undefined;
  /** What git calls the common directory: objects and branches are in it. */
  readonly commonFolder: string;
  /** Runs no hook, filter or helper, and obeys no configuration but the repository's own. */
  readonly git: Git;
  /** `local/<folder>`: how agents call it. */
  readonly name: string;
  readonly base: LocalBase;
  /** Whether the working tree holds anything that is not committed. */
  readonly dirty: boolean;
  readonly author: Identity;
  /** The number of the issue: one that no `feature/<n>-…` or `bugfix/<n>-…` has. */
  readonly issueNumber: number;
}

/** Where a change starts from. */
export interface LocalBase {
  /** `HEAD` when it is detached. */
  readonly branch: string;
  /** 40 hex digits. */
  readonly commit: string;
}

const run = promisify(execFile);

/**
 * Looks at a repository without changing a byte of it.
 * @param path the repository, or any folder in its working tree
 * @param branch where to start from instead of what is checked out
 * @throws UsageError when it cannot be worked on, with what to do
 */
export async function openLocalRepository(path: string, branch?: string): Promise<LocalRepository> {
  try {
    return await look(path, branch);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const [reason] = messageOf(error)
      .replace(/^(fatal|error): /, "")
      .split("\n");
    throw new UsageError(`git cannot read ${path}: ${reason}. \`git fsck\` says more.`);
  }
}

async function look(path: string, branch: string | undefined): Promise<LocalRepository> {
  const { gitFolder, commonFolder, worktree } = await discover(path);
  const git = createGit(gitFolder);
  const branches = (await git(["for-each-ref", "--format=%(refname:strip=2)", "refs/heads"]))
    .toString()
    .split("\n");
  const base = await findBase(git, { path, branches, wanted: branch });
  await assertComplete(git, path, base);
  await assertWritable(path, commonFolder, branches);
  return {
    worktree,
    commonFolder,
    git,
    name: `local/${slug(basename(worktree ?? commonFolder.replace(/(\/|\.git)+$/, "")))}`,
    base,
    dirty: worktree !== undefined && (await isDirty(git, worktree)),
    author: await findAuthor(gitFolder),
    issueNumber: nextNumber(branches),
  };
}

interface Places {
  readonly gitFolder: string;
  readonly commonFolder: string;
  readonly worktree: string | undefined;
}

/** With the user's own settings, because `safe.directory` is one of them; nothing here runs code. */
async function discover(path: string): Promise<Places> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) throw new UsageError(`There is no folder ${path}.`);
  if (!stats.isDirectory()) throw new UsageError(`${path} is not a folder.`);
  const ask = async (...flags: readonly string[]): Promise<string> =>
    (await askGit(path, ["rev-parse", ...flags])).replace(/\n$/, "");
  const gitFolder = await ask("--absolute-git-dir").catch((error: { stderr?: string; code?: unknown }) => {
    throw new UsageError(whyNoRepository(path, error));
  });
  const commonFolder = await realpath(await ask("--path-format=absolute", "--git-common-dir"));
  if ((await ask("--show-object-format")) !== "sha1")
    throw new UsageError(`${path} is a repository with SHA-256 ids, which is not supported.`);
  const bare = (await ask("--is-bare-repository")) === "true";
  const inside = (await ask("--is-inside-work-tree")) === "true";
  if (!bare && !inside)
    throw new UsageError(
      (await ask("--is-inside-git-dir")) === "true"
        ? `${path} is git's own folder. Name the repository's folder.`
        : `${path} has its working tree elsewhere (core.worktree), which is not supported.`,
    );
  return {
    gitFolder,
    commonFolder,
    worktree: bare ? undefined : await realpath(await ask("--show-toplevel")),
  };
}

function whyNoRepository(path: string, { stderr = "", code }: { stderr?: string; code?: unknown }): string {
  if (code === "ENOENT") return "The machine has no git. Install git 2.32 or newer.";
  if (/dubious ownership/.test(stderr))
    return `${path} belongs to somebody else. If you trust it: git config --global --add safe.directory '${path}'`;
  if (stderr === "" || /not a git repository/.test(stderr)) return `${path} is not a git repository.`;
  return `git cannot read ${path}: ${stderr.replace(/^(fatal|error): /, "").split("\n")[0]}.`;
}

interface Wanted {
  readonly path: string;
  readonly branches: readonly string[];
  readonly wanted: string | undefined;
}

async function findBase(git: Git, { path, branches, wanted }: Wanted): Promise<LocalBase> {
  const commitOf = async (ref: string): Promise<string | undefined> =>
    git(["rev-parse", "--quiet", "--verify", `${ref}^{commit}`]).then(
      (output) => output.toString().trim(),
      () => undefined,
    );
  const current = await git(["symbolic-ref", "--quiet", "--short", "HEAD"]).then(
    (output) => output.toString().trim(),
    () => "HEAD",
  );
  const branch = wanted ?? current;
  const commit = await commitOf(branch === "HEAD" ? "HEAD" : `refs/heads/${branch}`);
  if (commit !== undefined) return { branch, commit };
  if (branches.includes(branch)) throw new UsageError(damaged(path, branch));
  throw new UsageError(
    wanted === undefined
      ? `${path} has no commits yet. Make a first one.`
      : `${path} has no branch ${wanted}.`,
  );
}

/** Before anything is paid for: every file of the commit is there, and begins as git writes it. */
async function assertComplete(git: Git, path: string, { branch, commit }: LocalBase): Promise<void> {
  const listed = await git(["ls-tree", "-r", "-l", "-z", "--full-tree", commit]).catch(() => undefined);
  const bad = listed === undefined || /(^|\0)\d+ blob [0-9a-f]{40} +BAD\t/.test(listed.toString());
  if (bad) throw new UsageError(damaged(path, branch));
}

function damaged(path: string, branch: string): string {
  return `${path} is damaged: objects of ${branch} are missing or cannot be read. \`git fsck\` says which.`;
}

/** Before anything is paid for. */
async function assertWritable(
  path: string,
  commonFolder: string,
  branches: readonly string[],
): Promise<void> {
  try {
    for (const folder of ["objects", "refs/heads"]) await access(join(commonFolder, folder), constants.W_OK);
    for (const kind of ["feature", "bugfix"])
      await access(join(commonFolder, "refs/heads", kind), constants.W_OK).catch(unlessMissing);
  } catch {
    throw new UsageError(`No permission to write to ${path}, where the branch would be made.`);
  }
  const inTheWay = branches.find((name) => name === "feature" || name === "bugfix");
  if (inTheWay !== undefined)
    throw new UsageError(
      `${path} has a branch named ${inTheWay}, so git allows none named ${inTheWay}/…. Rename it.`,
    );
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

/** Untracked files count. No filter runs, or looking would run code that the repository's configuration names. */
async function isDirty(git: Git, worktree: string): Promise<boolean> {
  const filters = await git([
    "config",
    "--name-only",
    "--get-regexp",
    "^filter\\..*\\.(clean|process|required)$",
  ]).then(
    (output) => output.toString().trim().split("\n"),
    () => [],
  );
  const off = filters.flatMap((key) => ["-c", `${key}=${key.endsWith(".required") ? "false" : ""}`]);
  const status = await git([...off, "--no-optional-locks", "status", "--porcelain", "--ignore-submodules"], {
    environment: { GIT_WORK_TREE: worktree },
  });
  return status.length > 0;
}

/** As for any commit made there; the user's own settings count, and reading them runs nothing. */
async function findAuthor(gitFolder: string): Promise<Identity> {
  const read = (key: string): Promise<string> =>
    askGit(gitFolder, ["config", "--get", key]).then(
      (value) => value.trim(),
      () => "",
    );
  const [name, email] = [await read("user.name"), await read("user.email")];
  return name !== "" && email !== ""
    ? { name, email }
    : { name: "osorganicai", email: "noreply@osorganicai.invalid" };
}

async function askGit(folder: string, args: readonly string[]): Promise<string> {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...environment } = process.env;
  const { stdout } = await run("git", ["-C", folder, ...args], { env: { ...environment, LC_ALL: "C" } });
  return stdout;
}

function nextNumber(branches: readonly string[]): number {
  const taken = branches.map((name) => Number(/^(?:feature|bugfix)\/(\d{1,9})-/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...taken) + 1;
}

/** GitHub's grammar of names. */
function slug(folder: string): string {
  const words = folder.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 60) || "repository";
}
