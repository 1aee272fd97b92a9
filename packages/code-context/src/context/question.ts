import type { CodebaseSummary, CodeQuery, FileChange, FoundCode } from "@osorganicai/core";

/** Git directories that hold a commit. */
export interface RepositoryFolders {
  /** Holds every file of the commit. */
  readonly files: string;
  /** Holds the commits that led to it, as far back as they are known. Undefined: history is not looked at. */
  readonly history?: string | undefined;
}

/** One question, as it is handed to a thread. */
export interface Question {
  readonly kind: "find" | "summarize";
  readonly folders: RepositoryFolders;
  /** 40 hex digits. */
  readonly commit: string;
  /** What differs from the commit. */
  readonly changes: readonly FileChange[];
  /** Where the index of this repository is kept. */
  readonly indexFolder: string;
  readonly query: CodeQuery;
}

/** What a thread answers: a map is made for `summarize` alone, outline and tests for `find`. */
export interface Answer extends FoundCode, CodebaseSummary {}
