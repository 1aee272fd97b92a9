import { byteColumns, SEGMENT_FORMAT, type SegmentHeader, wordColumns } from "./encode-segment.ts";
import type { Segment } from "./segment.ts";

/** The segment that was stored, or undefined when it is from another version. @param bytes all that were encoded */
export function decodeSegment(bytes: Uint8Array): Segment | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = buffer.indexOf("\n");
  const header = parseHeader(buffer.toString("utf8", 0, Math.max(0, headerEnd)));
  const payload = buffer.subarray(headerEnd + 1);
  if (!header) return undefined;
  const [blobs, imports, symbolNames, terms] = JSON.parse(payload.toString("utf8", 0, header.textBytes));
  return {
    blobs,
    imports,
    symbolNames,
    terms: new Map(terms.map((term: string, index: number) => [term, index])),
    ...readColumns(payload, header),
  };
}

function parseHeader(line: string): SegmentHeader | undefined {
  try {
    const header = JSON.parse(line);
    return header.format === SEGMENT_FORMAT ? header : undefined;
  } catch {
    return undefined;
  }
}

type Columns = Pick<Segment, (typeof wordColumns)[number] | (typeof byteColumns)[number]>;

function readColumns(payload: Buffer, { textBytes, lengths }: SegmentHeader): Columns {
  let position = textBytes;
  const take = (length: number) => {
    const copy = new Uint8Array(length); // aligned, whatever the text before it took
    copy.set(payload.subarray(position, position + length));
    position += length;
    return copy;
  };
  const columns: Record<string, Uint8Array | Uint32Array> = {};
  for (const name of wordColumns) columns[name] = new Uint32Array(take((lengths[name] ?? 0) * 4).buffer);
  for (const name of byteColumns) columns[name] = take(lengths[name] ?? 0);
  return columns as unknown as Columns; // every name of both lists was read
}
