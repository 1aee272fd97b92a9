// The adapter

export type { CloneAccess } from "./clone-access.ts";
export type { AppCredentials, GitHubCredentials, TokenCredentials } from "./connect.ts";
export type { GitHubAdapter, GitHubOptions } from "./create-github.ts";
export { createGitHub } from "./create-github.ts";
