import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox, Workspace, WorkspaceProvider, WorkspaceRequest } from "@osorganicai/core";
import type { MonorepoPackage } from "./builds/monorepo-package.ts";
import { removeFolder } from "./checkout/remove-folder.ts";
import { fetchCommit, type RepositoryAccess } from "./git/fetch-commit.ts";
import { createTreeIndex, listTree } from "./git/tree-index.ts";
import { openWorkspace } from "./open-workspace.ts";
import { replayPatches } from "./replay-patches.ts";

/** What workspaces are made of. */
export interface WorkspaceProviderOptions {
  /** A folder of ours on the host; made when it does not exist. Every workspace is a folder in it. */
  readonly root: string;
  readonly sandbox: Sandbox;
  /**
   * Packages of the repository with what they were built into. A checkout begins with those builds; what its changes
   * touch, and what depends on that, is built in it again before its first command. @default none
   */
  readonly packages?: readonly MonorepoPackage[];
  /** How a repository (`owner/name`) is reached now. Asked for every workspace, because tokens do not live long. */
  access(repository: string): Promise<RepositoryAccess>;
}

/**
 * Opens checkouts of single commits. Of `<root>/<random>/{repository.git,index,checkout}` only `checkout` is ever seen
 * in the sandbox, and git on the host works on `repository.git` alone: nothing that sandboxed code writes can
 * configure it.
 *
 * @example
 * const workspaces = createWorkspaceProvider({
 *   root: "/var/lib/osorganicai",
 *   sandbox: await createSandbox(),
 *   access: async (repository) => ({ url: `https://github.com/${repository}.git`, authorization: await token() }),
 * });
 */
export function createWorkspaceProvider({
  root,
  sandbox,
  packages = [],
  access,
}: WorkspaceProviderOptions): WorkspaceProvider {
  return {
    async open({ repository, commit, patches = [] }: WorkspaceRequest): Promise<Workspace> {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const home = await mkdtemp(join(await realpath(root), "workspace-"));
      try {
        const gitFolder = join(home, "repository.git");
        const git = await fetchCommit({ repository, commit, access: await access(repository), gitFolder });
        const index = createTreeIndex(git, join(home, "index"));
        await index.load(commit);
        const tree = await index.write();
        const base = { repository, commit, tree, entries: await listTree(git, tree) };
        const captured = await replayPatches(index, base, patches);
        return await openWorkspace({ home, git, index, sandbox, packages, base, captured });
      } catch (error) {
        await removeFolder(home);
        throw error;
      }
    },
  };
}
