import { createHash } from "node:crypto";
import type { EmbeddedChunk, HashedChunk } from "@osorganicai/core";
import type { IndexedFile } from "../files/choose-files.ts";
import { decodeText } from "../segment/decode-text.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { cutForModel, embedTexts } from "./embed-texts.ts";
import type { Meaning } from "./meaning.ts";

/** What is embedded. */
export interface EmbedRequest {
  readonly snapshot: Snapshot;
  readonly source: CodeSource;
  readonly meaning: Meaning;
  /** Ends the work between two batches; those that are done are kept. */
  readonly signal: AbortSignal | undefined;
}

/** How many chunks were embedded, and how many have to wait for the next time. */
export interface EmbedResult {
  readonly embedded: number;
  readonly left: number;
}

/** So many files are read at a time. */
const FILES_AT_ONCE = 50;

/** Gives every chunk of every source a vector, unless it has one, or another one that says the same had one. */
export async function embedChunks(request: EmbedRequest): Promise<EmbedResult> {
  const { snapshot, meaning } = request;
  const files = findSources(snapshot);
  const blobs = files.map(({ known }) => known.key);
  const counts = await meaning.vectors.count(blobs);
  const missing = files.filter(({ known, chunks }) => counts.get(known.key) !== chunks);
  const result = { embedded: 0, left: 0 };
  for (let start = 0; start < missing.length; start += FILES_AT_ONCE)
    await embedFiles(request, missing.slice(start, start + FILES_AT_ONCE), result);
  await meaning.vectors.keep(blobs); // not before: what was changed has most of its chunks from what it was
  return result;
}

interface SourceChunks {
  readonly file: number;
  readonly known: IndexedFile;
  readonly chunks: number;
}

function findSources({ files, sourceCount, original, contents }: Snapshot): readonly SourceChunks[] {
  return files.slice(0, sourceCount).flatMap((known, file) => {
    const { firstChunk = 0, endChunk = 0 } = contents[file] ?? {};
    return original[file] === file && endChunk > firstChunk
      ? [{ file, known, chunks: endChunk - firstChunk }]
      : [];
  });
}

async function embedFiles(
  request: EmbedRequest,
  files: readonly SourceChunks[],
  result: { embedded: number; left: number },
): Promise<void> {
  const { meaning, signal } = request;
  signal?.throwIfAborted();
  const texts = new Map<string, string>();
  const chunks = await readChunks(request, files, texts);
  const unknown = await meaning.vectors.adopt(chunks);
  const wanted = unknown.slice(0, meaning.maxChunks - result.embedded);
  result.left += unknown.length - wanted.length;
  for (let start = 0; start < wanted.length; start += meaning.batchSize) {
    signal?.throwIfAborted();
    const hashes = wanted.slice(start, start + meaning.batchSize);
    const vectors = await embedTexts(
      meaning.embedder,
      hashes.map((hash) => texts.get(hash) ?? ""),
    );
    const vectorOf = new Map(hashes.map((hash, at) => [hash, vectors[at] ?? []]));
    await meaning.vectors.save(
      chunks.flatMap((chunk): readonly EmbeddedChunk[] => {
        const vector = vectorOf.get(chunk.contentSha256);
        return vector ? [{ ...chunk, vector }] : [];
      }),
    );
    result.embedded += hashes.length;
  }
}

/** The chunks of files that can be read. A chunk is embedded with the path of its file, which says what it belongs to. */
async function readChunks(
  { snapshot, source }: EmbedRequest,
  files: readonly SourceChunks[],
  texts: Map<string, string>,
): Promise<readonly HashedChunk[]> {
  const contents = await source.read(files.map(({ known }) => known));
  return files.flatMap(({ file, known }, index) => {
    const { part, firstChunk = 0, endChunk = 0 } = snapshot.contents[file] ?? {};
    if (!part) return [];
    const lines = decodeText(contents[index]).split("\n");
    return Array.from({ length: endChunk - firstChunk }, (_, chunk) => {
      const own = firstChunk + chunk - part.chunkBase;
      const startLine = part.segment.chunkFirstLine[own] ?? 1;
      const endLine = part.segment.chunkLastLine[own] ?? 1;
      const text = cutForModel(`${known.path}\n${lines.slice(startLine - 1, endLine).join("\n")}`);
      const contentSha256 = createHash("sha256").update(text).digest("hex");
      texts.set(contentSha256, text);
      return { blob: known.key, startLine, endLine, contentSha256 };
    });
  });
}
