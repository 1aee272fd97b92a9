import type { Snapshot } from "../snapshot/snapshot.ts";
import { cutForModel } from "./embed-texts.ts";
import type { Meaning } from "./meaning.ts";

/** What comes near a text, and how near. */
export interface NearChunks {
  /** Per chunk of the snapshot: 1 for the nearest, 0 for all that are not among the nearest. */
  readonly chunk: Float32Array;
  /** Per source: its nearest chunk's. */
  readonly file: Float32Array;
}

/** So many chunks count at all: every text is a little like every other. */
const NEAREST = 200;

/** Asks for the chunks whose vectors are nearest to a text's. */
export async function findNearChunks(
  snapshot: Snapshot,
  { embedder, vectors }: Meaning,
  text: string,
): Promise<NearChunks> {
  const { contents, files, sourceCount, original } = snapshot;
  const fileOf = new Map<string, number>();
  for (let file = 0; file < sourceCount; file++)
    if (original[file] === file) fileOf.set(files[file]?.key ?? "", file);
  const vector = await embedder.embeddings.embedQuery(cutForModel(text));
  const near = await vectors.nearest(vector, { blobs: [...fileOf.keys()], most: NEAREST });
  const positive = near.filter(({ similarity }) => similarity > 0);
  const [best = 0, least = 0] = [positive[0]?.similarity, positive.at(-1)?.similarity];

  const chunk = new Float32Array(snapshot.chunkFile.length);
  for (const { blob, startLine, similarity } of positive) {
    const { part, firstChunk = 0, endChunk = 0 } = contents[fileOf.get(blob) ?? -1] ?? {};
    if (!part) continue;
    for (let at = firstChunk; at < endChunk; at++)
      if (part.segment.chunkFirstLine[at - part.chunkBase] === startLine)
        chunk[at] = best > least ? (similarity - least) / (best - least) : 1;
  }
  return { chunk, file: bestOfFiles(snapshot, chunk) };
}

function bestOfFiles({ contents, sourceCount }: Snapshot, chunk: Float32Array): Float32Array {
  return Float32Array.from({ length: sourceCount }, (_, file) => {
    const { firstChunk = 0, endChunk = 0 } = contents[file] ?? {};
    return Math.max(0, ...chunk.subarray(firstChunk, endChunk));
  });
}
