/** Lines of one file, as they stand. */
export interface PackedLines {
  /** From 1, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

/** Lines that a text is about. */
export interface PackedRange extends PackedLines {
  /** Comparable with all others of one answer; the best has 1, or nearly. */
  readonly score: number;
}

/** What is shown of one file. */
export interface PackedFile {
  readonly path: string;
  /** How likely it seems to be concerned, compared with the best, which has 1. */
  readonly score: number;
  /** Code that the text is about, in the order of its lines; neighbours are one. */
  readonly ranges: readonly PackedRange[];
  /** First lines of what encloses the ranges, and what the file imports, as far as no range has them. */
  readonly around: readonly PackedLines[];
}

/** What a file defines, a line each. */
export interface PackedSkeleton {
  readonly path: string;
  readonly signatures: readonly PackedLines[];
}

/** What to read for a text, within a budget. */
export interface PackedContext {
  /** Most relevant first. */
  readonly files: readonly PackedFile[];
  readonly skeleton: readonly PackedSkeleton[];
  /** Tests of the files shown, by path; their text is not part of the budget. */
  readonly tests: readonly string[];
  /** All of it but the tests, ready for a prompt. */
  readonly text: string;
  /** Estimated for `text`; never above the budget. */
  readonly tokens: number;
}
