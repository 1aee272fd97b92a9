/** Best first; equal ones keep their order, so who knows nothing of some has them last. */
export function sortByScore<T>(items: readonly T[], scores: readonly number[]): readonly T[] {
  return items
    .map((item, index) => ({ item, score: scores[index] ?? 0 }))
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
