// The adapter

export type { CloneAccess } from "./clone-access.ts";
export type { AppCredentials, GitHubCredentials, TokenCredentials } from "./connect.ts";
export type { GitHubAdapter, GitHubOptions } from "./create-github.ts";
export { createGitHub } from "./create-github.ts";

// For whoever only looks: what credentials are good for, and what repositories hold

export type { PermissionLevel, Permissions } from "./access/needed-permissions.ts";
export { findMissingPermissions, neededPermissions } from "./access/needed-permissions.ts";
export type { Access, AppAccess, AppHook, Granted, TokenAccess } from "./access/read-access.ts";
export type { GitHubReader, GitHubReaderOptions } from "./reader/create-github-reader.ts";
export { createGitHubReader } from "./reader/create-github-reader.ts";
export type { ListedRepository } from "./reader/list-repositories.ts";
