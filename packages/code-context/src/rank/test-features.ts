import { wordOfPath } from "../files/meaning-of-path.ts";
import type { ImportGraph } from "../imports/create-import-graph.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { scale } from "./scale.ts";

const SEEDS = 12;

/** Sources whose tests speak like the text: tests name what they test by imports, or are called as it. */
export function scoreTests(
  { files, sourceCount, contents, original }: Snapshot,
  imports: ImportGraph,
  chunks: Float32Array,
): Float32Array {
  const best: [score: number, file: number][] = [];
  for (let file = sourceCount; file < files.length; file++) {
    const { firstChunk = 0, endChunk = 0 } = contents[original[file] ?? file] ?? {};
    let score = 0;
    for (let at = firstChunk; at < endChunk; at++) score = Math.max(score, chunks[at] ?? 0);
    if (score > 0) best.push([score, file]);
  }
  best.sort((a, b) => b[0] - a[0]);
  const byName = Map.groupBy(Array(sourceCount).keys(), (file) => wordOfPath(files[file]?.path ?? ""));
  const scores = new Float32Array(sourceCount);
  for (const [score, file] of best.slice(0, SEEDS)) {
    const name = wordOfPath(files[file]?.path ?? "").replace(/^tests?|(tests?|spec)$/g, "");
    const tested = (imports.uses[file] ?? []).filter((used) => used < sourceCount);
    for (const source of tested) scores[source] = (scores[source] ?? 0) + score / Math.sqrt(tested.length);
    const named = byName.get(name) ?? [];
    for (const source of named) scores[source] = (scores[source] ?? 0) + score / named.length;
  }
  return scale(scores);
}
