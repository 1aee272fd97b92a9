import type { GitRepository } from "./git-repository.ts";
import { type Commit, readCommits } from "./read-commit.ts";

/** Commits that `rev-list` names for these arguments, newest first. */
export async function listCommits(git: GitRepository, args: readonly string[]): Promise<readonly Commit[]> {
  const { exitCode, output } = await git.attempt(["rev-list", ...args]);
  if (exitCode !== 0) return [];
  return readCommits(git, output.toString().split("\n").filter(Boolean));
}

/** The best common ancestor, or undefined when the histories have none. */
export async function findMergeBase(
  git: GitRepository,
  one: string,
  other: string,
): Promise<string | undefined> {
  const { exitCode, output } = await git.attempt(["merge-base", one, other]);
  return exitCode === 0 ? output.toString().trim() : undefined;
}
