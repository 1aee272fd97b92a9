import { lstat, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import type { CodeSource } from "./code-source.ts";
import { openFolderSource } from "./open-folder-source.ts";
import { openGitSource } from "./open-git-source.ts";

/** A project somewhere on this machine. */
export interface Project {
  readonly source: CodeSource;
  /** Its git directory, when it has one. */
  readonly gitDir: string | undefined;
}

/**
 * A checkout as it lies there now, with the history of its commit; a folder without git; or a bare repository.
 * @param commit looks at this commit instead of the folder
 * @throws OSOrganicError `repository_unavailable` when there is none of them, or no such commit
 */
export async function openProjectSource(path: string, commit?: string): Promise<Project> {
  const gitDir = await findGitDir(path);
  if (!gitDir && commit !== undefined)
    throw new OSOrganicError("repository_unavailable", `${path} has no git, so it has no commit ${commit}.`);
  if (gitDir && (commit !== undefined || gitDir === path))
    return { source: await openGitSource({ gitDir, ...(commit !== undefined && { commit }) }), gitDir };
  const folder = await openFolderSource(path);
  // A repository without a commit has files all the same.
  const git = gitDir ? await openGitSource({ gitDir }).catch(() => undefined) : undefined;
  return { source: { ...folder, ...(git?.history && { history: git.history }) }, gitDir };
}

async function findGitDir(path: string): Promise<string | undefined> {
  const exists = async (...parts: string[]) =>
    (await lstat(join(...parts)).catch(() => undefined)) !== undefined;
  if (await exists(path, ".git")) return followGitFile(path);
  return (await exists(path, "HEAD")) && (await exists(path, "objects")) ? path : undefined;
}

/** In a worktree and in a submodule `.git` is a file that says where the directory is. */
async function followGitFile(path: string): Promise<string> {
  const at = join(path, ".git");
  const text = await readFile(at, "utf8").catch(() => ""); // a directory, mostly
  const target = /^gitdir: (.+)$/m.exec(text)?.[1];
  return target === undefined ? at : resolve(path, target);
}
