/** One file of a repository, before it is read. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** The id that git gives to its content: equal ids, equal bytes. */
  readonly blob: string;
  readonly bytes: number;
}

/** One commit, as far as it tells which files belong to which words. */
export interface Commit {
  readonly id: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly message: string;
  readonly changes: readonly FileChange[];
}

/** What a commit did to one file. */
export interface FileChange {
  readonly path: string;
  /** Its path before the commit, when that moved it. */
  readonly from?: string;
}

/** What makes the history of a repository readable without reading any of it twice. */
export interface HistoryRequest {
  /** Commits that need not be read again. */
  readonly known: ReadonlyMap<string, Commit>;
  /** The newest so many. */
  readonly maxCommits: number;
}

/** Files of code that a list lacks. */
export interface Unlisted {
  /** Beyond the number of files that are listed. */
  readonly beyondLimits: number;
  /** Gone meanwhile, or of a name that is no UTF-8; a folder that cannot be opened counts as one. */
  readonly unreadable: number;
}

/** A state of a repository, wherever it lies. */
export interface CodeSource {
  /** All files, in the order of their paths. Links and submodules are none. */
  list(): Promise<readonly SourceFile[]>;
  /** What the last `list()` could not name: code beyond its bound, and what it could not open. A source without it names all. */
  unlisted?(): Unlisted;
  /** Contents in the order asked for; undefined for what can no longer be read. */
  read(files: readonly SourceFile[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Commits that led to this state, newest first; no others. A source without history has none. */
  history?(request: HistoryRequest): Promise<readonly Commit[]>;
}
