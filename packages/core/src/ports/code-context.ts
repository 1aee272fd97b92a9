import type { Workspace } from "./workspace.ts";

/** Lines of one file that a task is about. */
export interface CodeExcerpt {
  readonly path: string;
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Higher is more relevant; comparable within one answer only. */
  readonly score: number;
}

/** What code is looked for, and how much of it may come back. */
export interface CodeQuery {
  readonly text: string;
  /** A token is counted as four characters. */
  readonly budgetTokens: number;
  /** Paths that somebody has put in a better order: those of them that are found come first, in it. @default none */
  readonly preferred?: readonly string[];
}

/** A file that a text seems to be about, in short. */
export interface CodeCandidate {
  readonly path: string;
  /** What it defines, a line each. */
  readonly outline: string;
  /** The lines of it that fit best; empty when it was not found by its lines. */
  readonly excerpt: string;
  /** Higher is more relevant; comparable within one answer only. */
  readonly score: number;
}

/** One commit of a repository, for whoever has no workspace. */
export interface RepositoryCommit {
  /** `owner/name`. */
  readonly repository: string;
  /** 40 hex digits. */
  readonly commit: string;
}

/** What there is to read for a text. */
export interface FoundCode {
  /** Most relevant first. */
  readonly excerpts: readonly CodeExcerpt[];
  /** What else the most relevant files define, a line each: to know what to ask for. Empty when there is no room. */
  readonly outline: string;
  /** Paths of the tests of these files, as far as they are known. */
  readonly tests: readonly string[];
}

/** A repository in short, and the places in it that a text is about. */
export interface CodebaseSummary {
  /** Its folders and files with what they define, what matters most first; empty when that is not known. */
  readonly map: string;
  /** Most relevant first. */
  readonly excerpts: readonly CodeExcerpt[];
}

/**
 * Finds the code that an issue is about. It only reads, and it never fails: where code cannot be looked through (there is
 * no git, the repository is broken or too large) that is logged and nothing is found, because nobody's work may stop for
 * want of a hint.
 */
export interface CodeContext {
  /** In a workspace as it is now, with what was changed in it. Excerpts and outline together stay within the budget. */
  find(workspace: Workspace, query: CodeQuery): Promise<FoundCode>;
  /** Of one commit. Map and excerpts together stay within the budget. */
  summarize(at: RepositoryCommit, query: CodeQuery): Promise<CodebaseSummary>;
  /**
   * The files of one commit that a text seems to be about, best first, for whoever puts them in a better order.
   * @default where there is no such method, nobody does
   */
  candidates?(
    at: RepositoryCommit,
    query: { readonly text: string; readonly most: number },
  ): Promise<readonly CodeCandidate[]>;
}
