/** How often each term is in a text. */
export interface TermCounts {
  readonly counts: ReadonlyMap<string, number>;
  /** All terms, each as often as it is there. */
  readonly length: number;
}

export function countTerms(terms: readonly string[]): TermCounts {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, length: terms.length };
}
