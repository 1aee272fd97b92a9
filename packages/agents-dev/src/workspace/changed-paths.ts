import type { Workspace } from "@osorganicai/core";

/** Every path that differs from the base commit, deletions included. */
export async function changedPaths(workspace: Workspace): Promise<readonly string[]> {
  return (await workspace.changeSet()).changes.map(({ path }) => path);
}
