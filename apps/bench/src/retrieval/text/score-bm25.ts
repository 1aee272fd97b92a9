import { countTerms, type TermCounts } from "./term-counts.ts";

/** How soon repetition saturates, and how much a long text is held against it. */
const K1 = 1.2;
const B = 0.75;

/**
 * Okapi BM25 of texts for a query, in the texts' order; a term that the query repeats counts as often.
 * @param query terms made as the texts' were
 */
export function scoreBm25(query: readonly string[], texts: readonly TermCounts[]): readonly number[] {
  const scores = texts.map(() => 0);
  const meanLength = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(texts.length, 1);
  for (const [term, repeated] of countTerms(query).counts) {
    const found = texts.flatMap(({ counts, length }, index) => {
      const count = counts.get(term);
      return count === undefined ? [] : [{ index, count, length }];
    });
    const rarity = Math.log(1 + (texts.length - found.length + 0.5) / (found.length + 0.5));
    for (const { index, count, length } of found) {
      const saturated = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));
      scores[index] = (scores[index] ?? 0) + repeated * rarity * saturated;
    }
  }
  return scores;
}
