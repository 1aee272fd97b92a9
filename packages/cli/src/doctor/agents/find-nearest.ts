/**
 * The name that somebody probably meant: one that contains the other one's words, or differs in a few letters.
 * undefined when none is near.
 */
export function findNearest(name: string, candidates: readonly string[]): string | undefined {
  const [nearest] = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(name, candidate) }))
    .toSorted((one, other) => one.distance - other.distance);
  return nearest && nearest.distance <= 0.4 ? nearest.candidate : undefined;
}

/** 0 for the same name, 1 for names that have nothing in common. */
function distanceOf(name: string, candidate: string): number {
  const [one, other] = [name.toLowerCase(), candidate.toLowerCase()];
  if (one.length > 4 && other.length > 4 && (one.includes(other) || other.includes(one))) return 0.1;
  return countEdits(one, other) / Math.max(one.length, other.length);
}

/** Levenshtein's distance, row by row. */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, theirs] of [...other].entries())
      next.push(
        Math.min(
          (next[column] ?? 0) + 1,
          (row[column + 1] ?? 0) + 1,
          (row[column] ?? 0) + (letter === theirs ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
