import type { IndexedFile } from "../files/choose-files.ts";
import { findImports } from "../imports/find-imports.ts";
import type { IndexLimits } from "../index-limits.ts";
import { createParser } from "../outline/create-parser.ts";
import type { Outline } from "../outline/outline.ts";
import { scanOutline } from "../outline/scan-outline.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { createSegmentBuilder } from "./create-segment-builder.ts";
import { decodeText } from "./decode-text.ts";
import type { Segment } from "./segment.ts";

/** What a segment is built from. */
export interface SegmentRequest {
  readonly source: CodeSource;
  /** Each content once. */
  readonly files: readonly IndexedFile[];
  readonly limits: Required<IndexLimits>;
  readonly onProgress: (event: { kind: "read"; done: number; of: number }) => void;
}

/** So much text is held at a time. */
const BATCH_BYTES = 16_000_000;

/** Reads, outlines and takes apart files, a batch at a time. Tests are not parsed: nobody looks for their definitions. */
export async function buildSegment({ source, files, limits, onProgress }: SegmentRequest): Promise<Segment> {
  const builder = createSegmentBuilder();
  const outlineOf = createOutliner(limits.maxParsedBytes);
  for (const batch of batches(files)) {
    const contents = await source.read(batch);
    for (const [index, file] of batch.entries()) {
      const text = decodeText(contents[index]);
      const outline = await outlineOf(file, text);
      builder.add({ blob: file.blob, text, outline, imports: findImports(file.path, text) });
    }
    onProgress({ kind: "read", done: builder.blobCount, of: files.length });
  }
  return builder.finish();
}

function createOutliner(allowance: number): (file: IndexedFile, text: string) => Promise<Outline> {
  const parser = createParser();
  let left = allowance;
  return async (file, text) => {
    left -= file.kind === "source" ? file.bytes : 0;
    const parsed = file.kind === "source" && left >= 0 ? await parser.parse(file.path, text) : undefined;
    return parsed ?? scanOutline(text);
  };
}

function batches(files: readonly IndexedFile[]): readonly (readonly IndexedFile[])[] {
  const all: IndexedFile[][] = [];
  let room = 0;
  for (const file of files) {
    if (file.bytes > room || all.length === 0) {
      all.push([]);
      room = BATCH_BYTES;
    }
    all.at(-1)?.push(file);
    room -= file.bytes;
  }
  return all;
}
