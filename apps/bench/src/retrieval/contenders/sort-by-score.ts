/** The items with a score above 0, best first; equal ones keep their order. */
export function sortByScore<T>(items: readonly T[], scores: readonly number[]): readonly T[] {
  return items
    .map((item, index) => ({ item, score: scores[index] ?? 0 }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
