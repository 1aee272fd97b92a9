import type { CodeChunk, CodeVectors, EmbeddedChunk } from "@osorganicai/core";

/** Keeps vectors as long as the process lives, and compares with all of them. */
export function createMemoryCodeVectors(): CodeVectors {
  const byBlob = new Map<string, Map<string, EmbeddedChunk>>();
  const save = (chunk: EmbeddedChunk) => {
    const chunks = byBlob.get(chunk.blob) ?? new Map<string, EmbeddedChunk>();
    byBlob.set(chunk.blob, chunks.set(placeOf(chunk), chunk));
  };
  return {
    async count(blobs) {
      return new Map(
        blobs.flatMap((blob) => (byBlob.has(blob) ? [[blob, byBlob.get(blob)?.size ?? 0]] : [])),
      );
    },
    async adopt(chunks) {
      const known = new Map<string, readonly number[]>();
      for (const saved of byBlob.values())
        for (const { contentSha256, vector } of saved.values()) known.set(contentSha256, vector);
      const missing = new Set<string>();
      for (const chunk of chunks) {
        const vector = known.get(chunk.contentSha256);
        if (vector) save({ ...chunk, vector });
        else missing.add(chunk.contentSha256);
      }
      return [...missing];
    },
    async save(chunks) {
      for (const chunk of chunks) save(chunk);
    },
    async nearest(vector, { blobs, most }) {
      const chunks = blobs.flatMap((blob) => [...(byBlob.get(blob)?.values() ?? [])]);
      return chunks
        .map(({ blob, startLine, endLine, vector: other }) => ({
          blob,
          startLine,
          endLine,
          similarity: cosineOf(vector, other),
        }))
        .filter(({ similarity }) => Number.isFinite(similarity))
        .sort((a, b) => b.similarity - a.similarity || (placeOf(a) < placeOf(b) ? -1 : 1))
        .slice(0, most);
    },
    async keep(blobs) {
      const kept = new Set(blobs);
      for (const blob of byBlob.keys()) if (!kept.has(blob)) byBlob.delete(blob);
    },
  };
}

function placeOf({ blob, startLine, endLine }: CodeChunk): string {
  return `${blob} ${startLine} ${endLine}`;
}

/** NaN when one of them has no direction. */
function cosineOf(a: readonly number[], b: readonly number[]): number {
  let [product, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [left, right] = [a[at] ?? 0, b[at] ?? 0];
    product += left * right;
    squareA += left * left;
    squareB += right * right;
  }
  return product / Math.sqrt(squareA * squareB);
}
