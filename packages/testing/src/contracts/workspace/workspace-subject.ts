import type { WorkspaceProvider } from "@osorganicai/core";

/** What a case of the workspace contract works on. */
export interface WorkspaceSubject {
  /** A provider with a working sandbox whose repositories are where `access` says. */
  createProvider(access: (repository: string) => Promise<RepositoryAddress>): WorkspaceProvider;
}

/** Where a repository is cloned from, and the HTTP header that opens it. */
export interface RepositoryAddress {
  readonly url: string;
  readonly authorization?: string;
}
