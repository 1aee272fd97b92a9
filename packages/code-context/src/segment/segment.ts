/**
 * What is known about the contents of some files, never changed once built. An index is a few of them: a push adds one and
 * touches none. Positions in one array are numbers in another: everything is flat, so that ten thousand files are some
 * dozens of arrays and no million objects.
 */
export interface Segment {
  /** The key of each content: the id that git gives it, more or less. */
  readonly blobs: readonly string[];
  /** Per blob, one specifier a line. */
  readonly imports: readonly string[];
  readonly lineCounts: Uint32Array;
  /** The chunks of blob `b` are `chunkStarts[b]` to `chunkStarts[b + 1]`, without the latter. */
  readonly chunkStarts: Uint32Array;
  readonly chunkBlob: Uint32Array;
  readonly chunkFirstLine: Uint32Array;
  readonly chunkLastLine: Uint32Array;
  /** Number of terms. */
  readonly chunkLength: Uint32Array;
  /** Definitions of blob `b`, as `chunkStarts`. */
  readonly symbolStarts: Uint32Array;
  readonly symbolNames: readonly string[];
  /** Position in `symbolKinds`. */
  readonly symbolKind: Uint8Array;
  readonly symbolChunk: Uint32Array;
  readonly symbolFirstLine: Uint32Array;
  readonly symbolLastLine: Uint32Array;
  /** The number of each term. */
  readonly terms: ReadonlyMap<string, number>;
  /** Chunks with term `t` are `bodyStarts[t]` to `bodyStarts[t + 1]`. */
  readonly bodyStarts: Uint32Array;
  readonly bodyChunk: Uint32Array;
  /** How often, 255 at most. */
  readonly bodyCount: Uint8Array;
  /** Definitions with term `t` in their name, likewise. */
  readonly nameStarts: Uint32Array;
  readonly nameSymbol: Uint32Array;
}

/** Kinds of definitions, by the number that stands for them. */
export const symbolKinds = [
  "class",
  "constant",
  "enum",
  "function",
  "interface",
  "macro",
  "method",
  "module",
  "type",
] as const;
