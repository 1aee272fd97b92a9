import type { GitRepository } from "./git-repository.ts";

/** Merges two commits without touching any ref. @returns the merged tree, or undefined when they conflict */
export async function mergeTrees(
  git: GitRepository,
  base: string,
  head: string,
): Promise<string | undefined> {
  const { exitCode, output } = await git.attempt(["merge-tree", "--write-tree", base, head]);
  return exitCode === 0 ? output.toString().split("\n")[0] : undefined;
}
