import type { ChangeSet } from "../change-set/change-set.ts";
import type { CommandResult } from "./sandbox.ts";
import type { Patch } from "./store.ts";

/** What a workspace starts from. */
export interface WorkspaceRequest {
  /** `owner/name`. */
  readonly repository: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Applied in order; the result must have the tree that the last one recorded. */
  readonly patches?: readonly Patch[];
}

/** Opens checkouts. */
export interface WorkspaceProvider {
  /**
   * @throws OSOrganicError `repository_unavailable` when it cannot be cloned, `workspace_diverged` when the patches
   *   do not lead to the recorded tree
   */
  open(request: WorkspaceRequest): Promise<Workspace>;
}

/** One line that a search found. */
export interface SearchHit {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** What {@link Workspace.search} looks for. */
export interface SearchQuery {
  /** Plain text, or a regular expression when `regex` is true. Case decides only when it has an upper-case letter. */
  readonly text: string;
  readonly regex?: boolean;
  /** Glob over paths, e.g. `src/**`. */
  readonly paths?: string;
  /** @default 50 */
  readonly maxHits?: number;
}

/**
 * A checkout in which an agent reads, searches, edits and runs commands. Paths are relative, with `/`.
 * Git's own folder lies elsewhere, links are never followed, and files that git ignores are not part of it.
 * @throws OSOrganicError `path_refused` from every method with a path that leaves the checkout or is a link
 */
export interface Workspace {
  /** `owner/name`, as it was asked for. */
  readonly repository: string;
  readonly baseCommit: string;
  /** Files git knows or would add, sorted. */
  list(glob?: string): Promise<readonly string[]>;
  /** @throws OSOrganicError `path_refused` when there is no such text file */
  read(path: string): Promise<string>;
  search(query: SearchQuery): Promise<readonly SearchHit[]>;
  write(path: string, content: string): Promise<void>;
  /** Replaces text that occurs exactly once. @throws OSOrganicError `path_refused` when it does not */
  edit(path: string, find: string, replace: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Runs a command in the sandbox. @throws OSOrganicError `executor_unavailable` */
  run(command: string, options?: { readonly timeoutMs?: number }): Promise<CommandResult>;
  /** Everything changed since the base commit, as a unified diff for reading. */
  diff(): Promise<string>;
  /** What changed since the last capture, or undefined when nothing did. */
  capture(): Promise<Omit<Patch, "sequence"> | undefined>;
  changeSet(): Promise<ChangeSet>;
  /** A second workspace at the base commit with only those changes of this one that lie in `paths`. */
  onBase(paths: readonly string[]): Promise<Workspace>;
  /** Removes the folder. */
  close(): Promise<void>;
}
