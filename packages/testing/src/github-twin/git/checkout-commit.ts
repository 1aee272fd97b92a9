import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { GitRepository } from "./git-repository.ts";
import { runGit } from "./run-git.ts";

/**
 * The files of one commit in a fresh folder, with one commit of history, as `actions/checkout` leaves them.
 * Nothing is shared with the bare repository: whatever runs in the folder cannot reach its objects.
 */
export async function checkoutCommit(git: GitRepository, sha: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const steps = [
    ["init", "-q", "--template=", "-b", "head"],
    ["fetch", "-q", "--depth=1", "--no-tags", `file://${git.directory}`, sha],
    ["checkout", "-q", "--detach", "FETCH_HEAD"],
  ];
  for (const args of steps) {
    const environment = { GIT_WORK_TREE: folder };
    const { exitCode, errors } = await runGit({ directory: join(folder, ".git"), args, environment });
    if (exitCode !== 0) throw new Error(`git ${args[0]} of ${sha} failed: ${errors.trim()}`);
  }
}
