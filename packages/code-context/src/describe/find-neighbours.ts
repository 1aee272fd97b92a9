import type { RankingData } from "../rank/compute-features.ts";

/** Files around a file, by their paths. */
export interface Neighbours {
  /** What it imports. */
  readonly uses: readonly string[];
  /** What imports it, tests included. */
  readonly usedBy: readonly string[];
  /** What was changed in the same commits, most often first. */
  readonly changedWith: readonly string[];
}

const MAX_TOGETHER = 20;

/** Nothing for a path that the index does not have. */
export function findNeighbours({ snapshot, imports, history }: RankingData, path: string): Neighbours {
  const file = snapshot.fileNumbers.get(path) ?? -1;
  const pathsOf = (files: readonly number[] = []) =>
    files.map((number) => snapshot.files[number]?.path ?? "");
  const counts = new Map<number, number>();
  for (const files of history?.changes ?? [])
    if (files.includes(file))
      for (const other of files) if (other !== file) counts.set(other, (counts.get(other) ?? 0) + 1);
  const together = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MAX_TOGETHER);
  return {
    uses: pathsOf(imports.uses[file]),
    usedBy: pathsOf(imports.usedBy[file]),
    changedWith: pathsOf(together.map(([other]) => other)),
  };
}
