/** Which documents have a term: those of term `t` are `starts[t]` to `starts[t + 1]` of `documents`. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly counts: Uint8Array;
}

/** A list of (document, term, count), in the order of documents. */
export interface Occurrences {
  readonly documents: Uint32Array;
  readonly terms: Uint32Array;
  readonly counts?: Uint32Array;
}

/** Turns what documents contain into where terms occur, by counting: linear, and documents stay in their order. */
export function invert({ documents, terms, counts }: Occurrences, termCount: number): Postings {
  const starts = new Uint32Array(termCount + 1);
  for (const term of terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 0; term < termCount; term++)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  const next = starts.slice(0, termCount);
  const sorted = new Uint32Array(terms.length);
  const sortedCounts = new Uint8Array(terms.length);
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index] ?? 0;
    const position = next[term] ?? 0;
    next[term] = position + 1;
    sorted[position] = documents[index] ?? 0;
    sortedCounts[position] = Math.min(255, counts?.[index] ?? 1);
  }
  return { starts, documents: sorted, counts: sortedCounts };
}
