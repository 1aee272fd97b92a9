import type { Segment } from "./segment.ts";

/** Changes whenever what is stored means something else, so that nothing old is misread. */
export const SEGMENT_FORMAT = "osorganicai-code-context-1";

/** Columns of numbers, in the order they are stored. */
export const wordColumns = [
  "lineCounts",
  "chunkStarts",
  "chunkBlob",
  "chunkFirstLine",
  "chunkLastLine",
  "chunkLength",
  "symbolStarts",
  "symbolChunk",
  "symbolFirstLine",
  "symbolLastLine",
  "bodyStarts",
  "bodyChunk",
  "nameStarts",
  "nameSymbol",
] as const;
/** Columns of small numbers, after them. */
export const byteColumns = ["symbolKind", "bodyCount"] as const;

/** Begins a stored segment: what follows, and how long it is. */
export interface SegmentHeader {
  readonly format: string;
  readonly textBytes: number;
  readonly lengths: Readonly<Record<string, number>>;
}

/** One line of JSON, then strings, then numbers. Numbers lie as this machine keeps them; all that node runs on do so alike. */
export function encodeSegment(segment: Segment): Uint8Array {
  const { blobs, imports, symbolNames, terms } = segment;
  const text = Buffer.from(JSON.stringify([blobs, imports, symbolNames, [...terms.keys()]]));
  const columns = [...wordColumns, ...byteColumns].map((name) => [name, segment[name]] as const);
  const parts = [
    text,
    ...columns.map(([, { buffer, byteOffset, byteLength }]) => Buffer.from(buffer, byteOffset, byteLength)),
  ];
  const header: SegmentHeader = {
    format: SEGMENT_FORMAT,
    textBytes: text.length,
    lengths: Object.fromEntries(columns.map(([name, column]) => [name, column.length])),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...parts]);
}
