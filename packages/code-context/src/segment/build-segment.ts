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

/** What was built. */
export interface BuiltSegment {
  readonly segment: Segment;
  /** Keys of contents that could not be read: nothing is known of them, and the next index asks again. */
  readonly unreadable: ReadonlySet<string>;
}

/** So much text is held at a time. */
const BATCH_BYTES = 4_000_000;

/** Reads, outlines and takes apart files, a batch at a time. Of tests only what they import: nobody looks for their words. */
export async function buildSegment({
  source,
  files,
  limits,
  onProgress,
}: SegmentRequest): Promise<BuiltSegment> {
  const builder = createSegmentBuilder();
  const unreadable = new Set<string>();
  const outlineOf = createOutliner(limits.maxParsedBytes);
  for (const batch of batches(files)) {
    const contents = await source.read(batch);
    for (const [index, { key, path, kind }] of batch.entries()) {
      const content = contents[index];
      if (!content) {
        unreadable.add(key);
        continue;
      }
      const text = decodeText(content);
      const imports = findImports(path, text);
      const outline = kind === "source" ? await outlineOf(path, text) : [];
      builder.add({ blob: key, text: kind === "source" ? text : "", outline, imports });
    }
    onProgress({ kind: "read", done: builder.blobCount + unreadable.size, of: files.length });
  }
  return { segment: builder.finish(), unreadable };
}

/** What a text costs of the allowance that was tried in vain: a few of them may be, and no thousands. */
const GIVEN_UP = 0.2;

function createOutliner(allowance: number): (path: string, text: string) => Promise<Outline> {
  const parser = createParser();
  let left = allowance;
  return async (path, text) => {
    const before = parser.givenUp;
    left -= text.length;
    const parsed = left >= 0 ? await parser.parse(path, text) : undefined;
    left -= (parser.givenUp - before) * GIVEN_UP * allowance;
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
