import type { IndexedFile } from "../files/choose-files.ts";
import type { Segment } from "../segment/segment.ts";

/** One segment as a state of the repository sees it. */
export interface Part {
  readonly segment: Segment;
  /** What its chunks are counted from in the whole snapshot. */
  readonly chunkBase: number;
  /** The file that has each blob, or -1: other states of the repository have it. */
  readonly blobFile: Int32Array;
}

/** Where the content of a file is. */
export interface FileContent {
  readonly part: Part;
  readonly blob: number;
  /** Its chunks in the snapshot, the last not included. */
  readonly firstChunk: number;
  readonly endChunk: number;
}

/** A state of a repository: its files and where in the segments they are. Sources come first. */
export interface Snapshot {
  readonly files: readonly IndexedFile[];
  readonly sourceCount: number;
  readonly contents: readonly FileContent[];
  /** The first file with the same content: itself, mostly. */
  readonly original: Int32Array;
  readonly fileNumbers: ReadonlyMap<string, number>;
  readonly parts: readonly Part[];
  /** The file of each chunk, or -1. */
  readonly chunkFile: Int32Array;
  readonly chunkLength: Uint32Array;
  /** Terms of each file. */
  readonly fileLength: Float64Array;
  /** How often a term is in the path of which files. */
  readonly pathTerms: ReadonlyMap<string, readonly PathHit[]>;
}

/** A term in a path. */
export interface PathHit {
  readonly file: number;
  /** More for the name of the file than for its folders. */
  readonly count: number;
}
