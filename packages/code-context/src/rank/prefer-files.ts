import type { RankedFile } from "./ranked-file.ts";

/**
 * Pure: files that somebody prefers come first, in that order; what was not found stays so. Scores stay with their places,
 * because they say how much a file at a place is worth.
 */
export function preferFiles(
  ranked: readonly RankedFile[],
  preferred: readonly string[],
): readonly RankedFile[] {
  if (preferred.length === 0) return ranked;
  const found = new Map(ranked.map((file) => [file.path, file]));
  const first = new Set(preferred.flatMap((path) => found.get(path) ?? []));
  const order = [...first, ...ranked.filter((file) => !first.has(file))];
  return order.map((file, place) => ({
    path: file.path,
    score: ranked[place]?.score ?? file.score,
    get explanation() {
      return file.explanation;
    },
  }));
}
