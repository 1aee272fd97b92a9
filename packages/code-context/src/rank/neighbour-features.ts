import type { HistoryIndex } from "../history/create-history-index.ts";
import type { ImportGraph } from "../imports/create-import-graph.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { FeatureColumns } from "./features.ts";
import { scale } from "./scale.ts";
import { topOf } from "./top-of.ts";

/** What files hand on to each other. */
export interface Neighbourhood {
  readonly snapshot: Snapshot;
  readonly imports: ImportGraph;
  readonly history: HistoryIndex | undefined;
}

type NeighbourColumns = Pick<FeatureColumns, "togetherChanged" | "uses" | "usedBy" | "folder">;

/** So many of the best hand on. */
const SEEDS = 12;

/** Files that are near good ones: changed together with them, needed by them, needing them, or in their folder. */
export function scoreNeighbours(
  { snapshot, imports, history }: Neighbourhood,
  base: Float32Array,
): NeighbourColumns {
  const { sourceCount, files } = snapshot;
  const uses = new Float32Array(sourceCount);
  const usedBy = new Float32Array(sourceCount);
  const folder = new Float32Array(sourceCount);
  const seeds = topOf(base, SEEDS);
  for (const seed of seeds) {
    const score = base[seed] ?? 0;
    handOn(uses, imports.uses[seed] ?? [], score);
    handOn(usedBy, imports.usedBy[seed] ?? [], score);
  }
  const sums = new Map<string, number>();
  for (const seed of seeds) {
    const name = folderOf(files[seed]?.path ?? "");
    sums.set(name, (sums.get(name) ?? 0) + (base[seed] ?? 0));
  }
  for (let file = 0; file < sourceCount; file++) {
    const name = folderOf(files[file]?.path ?? "");
    folder[file] = Math.max(0, (sums.get(name) ?? 0) - (seeds.includes(file) ? (base[file] ?? 0) : 0));
  }
  return {
    uses: scale(uses),
    usedBy: scale(usedBy),
    folder: scale(folder),
    togetherChanged: history ? scaleTogether(history, seeds, base) : new Float32Array(sourceCount),
  };
}

function handOn(into: Float32Array, neighbours: readonly number[], score: number): void {
  for (const file of neighbours)
    if (file < into.length) into[file] = (into[file] ?? 0) + score / Math.sqrt(neighbours.length);
}

function scaleTogether(history: HistoryIndex, seeds: readonly number[], base: Float32Array): Float32Array {
  const together = new Float32Array(base.length);
  const changes = new Float32Array(base.length);
  const isSeed = new Set(seeds);
  for (const files of history.changes) {
    for (const file of files) changes[file] = (changes[file] ?? 0) + 1;
    for (const seed of files) {
      if (!isSeed.has(seed)) continue;
      for (const file of files)
        if (file !== seed) together[file] = (together[file] ?? 0) + (base[seed] ?? 0) / files.length;
    }
  }
  return scale(together.map((value, file) => value / Math.sqrt(1 + (changes[file] ?? 0))));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
