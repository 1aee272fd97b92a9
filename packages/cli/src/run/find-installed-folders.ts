import { lstat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { InstalledFolder } from "@osorganicai/workspace";
import type { LocalRepository } from "./local-repository.ts";

/** Folders that installers make. What is committed is in the checkout anyway. */
const names = new Set(["node_modules", "bower_components", ".venv", "venv", ".virtualenv", "vendor"]);

/** Installed dependencies of a working tree: folders of those names that git does not track, at any depth. */
export async function findInstalledFolders({
  git,
  worktree,
}: Pick<LocalRepository, "git" | "worktree">): Promise<readonly InstalledFolder[]> {
  if (worktree === undefined) return [];
  const listed = await git(["ls-files", "--others", "--directory", "-z"], {
    environment: { GIT_WORK_TREE: worktree },
  });
  // A folder in which nothing is tracked comes as one entry, with a slash at its end.
  const folders = listed
    .toString()
    .split("\0")
    .filter((path) => path.endsWith("/") && names.has(basename(path)))
    .map((path) => ({ from: join(worktree, path), to: path.slice(0, -1) }));
  const real = await Promise.all(
    folders.map(async ({ from }) => (await lstat(from.replace(/\/$/, ""))).isDirectory()),
  );
  return folders.filter((_, index) => real[index]);
}
