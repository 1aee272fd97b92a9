/**
 * The files of a child, with everything that was written since on top: nothing reaches the disk before
 * {@link TreeChange}s are committed. Paths are relative, with `/`.
 */
export interface ChildTree {
  /** A file's text; undefined when there is none. @throws OSOrganicError `path_refused` */
  read(path: string): string | undefined;
  /** @throws OSOrganicError `path_refused` */
  write(path: string, content: string): void;
  /** Nothing when there is no such file. @throws OSOrganicError `path_refused` */
  delete(path: string): void;
  /** Paths of all files that a person or a tool may have written, in order; see {@link openTree} for what is left out. */
  list(): readonly string[];
  /** Another tree on top of this one. */
  fork(): TreeFork;
}

/** A tree whose writes can be looked at, kept or dropped. */
export interface TreeFork extends ChildTree {
  /** What differs from the tree below, in order of paths. */
  changes(): readonly TreeChange[];
  /** Writes the changes into the tree below. */
  merge(): void;
}

/** One file that differs. */
export interface TreeChange {
  readonly path: string;
  /** Undefined: there was no such file. */
  readonly before: string | undefined;
  /** Undefined: it is deleted. */
  readonly after: string | undefined;
}
