import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isOSOrganicError, messageOf, OSOrganicError } from "@osorganicai/core";
import type { CodeSource } from "./code-source.ts";
import { type CommitListing, listCommit, type Repository } from "./list-commit.ts";
import { openObjects } from "./open-objects.ts";
import { type CommitPast, readCommits } from "./read-commits.ts";
import { createGit } from "./run-git.ts";

/** Where a state of a git repository is. */
export interface GitSourceOptions {
  /** A bare repository, or the `.git` of a checkout. */
  readonly gitDir: string;
  /** A commit, branch or tag. @default "HEAD" */
  readonly commit?: string;
}

/**
 * The files of one commit and the history that led to it. Nothing is checked out, and no commit is seen that is no
 * ancestor of it. What another source of this process still has of the same repository is not asked for again.
 * @throws OSOrganicError `repository_unavailable` when there is no such repository or commit
 */
export async function openGitSource({ gitDir, commit = "HEAD" }: GitSourceOptions): Promise<CodeSource> {
  const repository: Repository = { git: createGit(gitDir), objects: openObjects(gitDir) };
  const id = await resolveCommit(repository, commit, gitDir);
  // As long as this source lives, a push costs what it changed.
  let listing: CommitListing | undefined;
  let past: CommitPast | undefined;
  return {
    async list() {
      listing ??= await listOrSay(repository, id, gitDir);
      listings.set(gitDir, new WeakRef(listing));
      return listing.files;
    },
    read: (files) => repository.objects.read(files.map(({ blob }) => blob)),
    async history(request) {
      const known = (await isWhole(gitDir)) ? pasts.get(gitDir)?.deref() : undefined;
      past = await readCommits(repository, id, { ...request, past: known });
      if (await isWhole(gitDir)) pasts.set(gitDir, new WeakRef(past));
      return past.commits;
    },
  };
}

/** What some source still has of each repository. */
const listings = new Map<string, WeakRef<CommitListing>>();
const pasts = new Map<string, WeakRef<CommitPast>>();

async function resolveCommit({ objects }: Repository, commit: string, gitDir: string): Promise<string> {
  try {
    const [found] = /[\n\0]/.test(commit) ? [] : await objects.find([`${commit}^{commit}`]);
    if (found) return found.id;
    throw new Error("git does not know it");
  } catch (cause) {
    if (isOSOrganicError(cause)) throw cause;
    throw new OSOrganicError(
      "repository_unavailable",
      `${gitDir} has no commit ${commit} (${messageOf(cause)}). Fetch it, or name one that is there.`,
      { cause },
    );
  }
}

async function listOrSay(repository: Repository, commit: string, gitDir: string): Promise<CommitListing> {
  try {
    return await listCommit(repository, commit, listings.get(gitDir)?.deref());
  } catch (cause) {
    if (isOSOrganicError(cause)) throw cause;
    throw new OSOrganicError(
      "repository_unavailable",
      `The files of ${commit} in ${gitDir} cannot be listed (${messageOf(cause)}). See what git fsck says, or clone it again.`,
      { cause },
    );
  }
}

/** Of a shallow clone the past may grow backwards; where a worktree's past lies, `commondir` says. */
async function isWhole(gitDir: string): Promise<boolean> {
  const found = await Promise.all(
    ["shallow", "commondir"].map((name) => stat(join(gitDir, name)).catch(() => undefined)),
  );
  return found.every((file) => file === undefined);
}
