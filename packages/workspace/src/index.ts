// Workspaces: checkouts in which agents work

export type { BuildOutput, MonorepoPackage } from "./builds/monorepo-package.ts";
export type { WorkspaceProviderOptions } from "./create-workspace-provider.ts";
export { createWorkspaceProvider } from "./create-workspace-provider.ts";
export type { RepositoryAccess } from "./git/fetch-commit.ts";

// Mirrors: commits for whoever only reads

export type {
  MirroredCommit,
  RepositoryMirror,
  RepositoryMirrorOptions,
} from "./mirror/create-repository-mirror.ts";
export { createRepositoryMirror } from "./mirror/create-repository-mirror.ts";

// Git that obeys no configuration, hook or helper

export { readBlobs } from "./git/blobs.ts";
export type { Git, GitCall } from "./git/run-git.ts";
export { createGit } from "./git/run-git.ts";
export type { EntryChange, TreeEntry, TreeIndex } from "./git/tree-index.ts";
export { createTreeIndex } from "./git/tree-index.ts";

// Sandboxes: where code runs that nobody has read

export { createBubblewrapSandbox } from "./sandbox/create-bubblewrap-sandbox.ts";
export { createNamespaceSandbox } from "./sandbox/create-namespace-sandbox.ts";
export { createSandbox } from "./sandbox/create-sandbox.ts";
export type { InstalledFolder, SandboxLimits, SandboxOptions } from "./sandbox/sandbox-options.ts";
