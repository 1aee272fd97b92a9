import type { Postings } from "./invert.ts";

/** Terms of documents, one document after the other, each term with how often it occurs. */
export interface PackedOccurrences {
  /** What {@link packOccurrence} made. */
  readonly packed: Uint32Array;
  /** Where in `packed` each document ends. */
  readonly ends: Uint32Array;
}

const COUNTS = 256;

/** A term and its count in four bytes: a large repository has millions of them. @param term below 2 ** 24 */
export function packOccurrence(term: number, count: number): number {
  return term * COUNTS + Math.min(COUNTS - 1, count);
}

/** Turns what documents contain into where terms occur, by counting: linear, and documents stay in their order. */
export function invertPacked({ packed, ends }: PackedOccurrences, termCount: number): Postings {
  const starts = new Uint32Array(termCount + 1);
  for (const occurrence of packed) {
    const term = Math.floor(occurrence / COUNTS);
    starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  }
  for (let term = 0; term < termCount; term++)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  const next = starts.slice(0, termCount);
  const documents = new Uint32Array(packed.length);
  const counts = new Uint8Array(packed.length);
  let index = 0;
  ends.forEach((end, document) => {
    for (; index < end; index++) {
      const occurrence = packed[index] ?? 0;
      const term = Math.floor(occurrence / COUNTS);
      const position = next[term] ?? 0;
      next[term] = position + 1;
      documents[position] = document;
      counts[position] = occurrence % COUNTS;
    }
  });
  return { starts, documents, counts };
}
