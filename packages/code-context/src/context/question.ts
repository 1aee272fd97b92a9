import type { MessagePort } from "node:worker_threads";
import type { CodebaseSummary, CodeCandidate, CodeQuery, FileChange, FoundCode } from "@osorganicai/core";
import type { ServiceName } from "./services.ts";

/** Git directories that hold a commit. */
export interface RepositoryFolders {
  /** Holds every file of the commit. */
  readonly files: string;
  /** Holds the commits that led to it, as far back as they are known. Undefined: history is not looked at. */
  readonly history?: string | undefined;
}

/** One question, as it is handed to a thread. */
export interface Question {
  readonly kind: "find" | "summarize" | "candidates";
  /** Undefined: there is no git, and GitHub is asked for files. */
  readonly folders: RepositoryFolders | undefined;
  /** 40 hex digits. */
  readonly commit: string;
  /** What differs from the commit. */
  readonly changes: readonly FileChange[];
  /** Where the index of this repository is kept. */
  readonly indexFolder: string;
  /** Of `candidates` the budget does not matter. */
  readonly query: CodeQuery;
  /** How many candidates. */
  readonly most?: number | undefined;
  /** The name of the model that the offered embeddings are of. Undefined: words and history alone. */
  readonly model?: string | undefined;
}

/** A question, and where its thread reaches what it cannot have itself. */
export interface ThreadWork {
  readonly question: Question;
  readonly port: MessagePort;
  readonly services: readonly ServiceName[];
}

/** What a thread answers: a map is made for `summarize` alone, outline and tests for `find`, candidates for `candidates`. */
export interface Answer extends FoundCode, CodebaseSummary {
  readonly candidates: readonly CodeCandidate[];
}

/** What is answered where nothing can be. */
export const nothing: Answer = { map: "", excerpts: [], outline: "", tests: [], candidates: [] };
