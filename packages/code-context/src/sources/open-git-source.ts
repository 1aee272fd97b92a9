import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { CodeSource, SourceFile } from "./code-source.ts";
import { readCommits } from "./read-commits.ts";
import { createGit, type Git } from "./run-git.ts";

/** Where a state of a git repository is. */
export interface GitSourceOptions {
  /** A bare repository, or the `.git` of a checkout. */
  readonly gitDir: string;
  /** A commit, branch or tag. @default "HEAD" */
  readonly commit?: string;
}

/**
 * The files of one commit and the history that led to it. Nothing is checked out, and no commit is seen that is no
 * ancestor of it.
 * @throws OSOrganicError `repository_unavailable` when there is no such repository or commit
 */
export async function openGitSource({ gitDir, commit = "HEAD" }: GitSourceOptions): Promise<CodeSource> {
  const git = createGit(gitDir);
  const id = await resolveCommit(git, commit, gitDir);
  return {
    list: async () => parseTree(await git(["ls-tree", "-r", "-l", "-z", id])),
    read: (files) => readBlobs(git, files),
    history: (request) => readCommits(git, id, request),
  };
}

async function resolveCommit(git: Git, commit: string, gitDir: string): Promise<string> {
  try {
    const output = await git(["rev-parse", "--verify", "--end-of-options", `${commit}^{commit}`]);
    return output.toString("latin1").trim();
  } catch (cause) {
    throw new OSOrganicError(
      "repository_unavailable",
      `${gitDir} has no commit ${commit} (${messageOf(cause)}). Fetch it, or name one that is there.`,
      { cause },
    );
  }
}

/** Mode, type, id, size and path of each entry; https://git-scm.com/docs/git-ls-tree. */
function parseTree(output: Buffer): readonly SourceFile[] {
  const files: SourceFile[] = [];
  for (const entry of output.toString("utf8").split("\0")) {
    const tab = entry.indexOf("\t");
    const [mode, type, blob, bytes] = entry.slice(0, tab).split(/ +/);
    if (type !== "blob" || mode === "120000" || blob === undefined) continue;
    files.push({ path: entry.slice(tab + 1), blob, bytes: Number(bytes) });
  }
  return files;
}

async function readBlobs(
  git: Git,
  files: readonly SourceFile[],
): Promise<readonly (Uint8Array | undefined)[]> {
  if (files.length === 0) return [];
  const output = await git(["cat-file", "--batch"], files.map(({ blob }) => `${blob}\n`).join(""));
  let position = 0;
  return files.map(() => {
    const headerEnd = output.indexOf("\n", position);
    const [, type, size] = output.toString("latin1", position, headerEnd).split(" ");
    position = headerEnd + 1;
    if (type !== "blob") return undefined; // "<id> missing", as in a clone that left it out
    const content = output.subarray(position, position + Number(size));
    position += Number(size) + 1;
    return content;
  });
}
