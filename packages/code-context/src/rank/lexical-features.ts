import type { Query } from "../query/query.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { FeatureColumns } from "./features.ts";
import { scale } from "./scale.ts";
import { scoreTerms, type TermScores } from "./score-terms.ts";

/** What is known after words were looked up. */
export interface Lexical {
  readonly all: TermScores;
  readonly columns: Pick<
    FeatureColumns,
    "file" | "chunkBest" | "chunkTop" | "chunkBestPlace" | "chunkTopPlace" | "title" | "titleChunk" | "path"
  >;
}

/** How well the words of a text are those of files, of their best parts, and of their paths. */
export function scoreLexically(snapshot: Snapshot, query: Query): Lexical {
  const all = scoreTerms(snapshot, query.terms);
  const title = scoreTerms(snapshot, query.title);
  const [chunkBest, chunkTop] = bestChunks(snapshot, all.chunk);
  const [titleChunk] = bestChunks(snapshot, title.chunk);
  return {
    all,
    columns: {
      file: scale(copied(snapshot, all.file)),
      chunkBest: scale(chunkBest),
      chunkTop: scale(chunkTop),
      chunkBestPlace: placesOf(chunkBest),
      chunkTopPlace: placesOf(chunkTop),
      title: scale(copied(snapshot, title.file)),
      titleChunk: scale(titleChunk),
      path: scale(all.path.slice(0, snapshot.sourceCount)),
    },
  };
}

/** So many places behind the first one are worth half. */
const PLACE_PATIENCE = 4;

/**
 * What a place among all files is worth, whatever lies between their scores: one file that has every word leaves the others
 * small scores, but not bad places. As in reciprocal rank fusion, https://doi.org/10.1145/1571941.1572114.
 */
function placesOf(values: Float32Array): Float32Array {
  const ascending = values.toSorted();
  return values.map((value) =>
    value > 0 ? PLACE_PATIENCE / (PLACE_PATIENCE + countAbove(ascending, value)) : 0,
  );
}

function countAbove(ascending: Float32Array, value: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) > value) to = middle;
    else from = middle + 1;
  }
  return ascending.length - from;
}

/** Copies of a file are found with it. */
function copied({ original, sourceCount }: Snapshot, values: Float32Array): Float32Array {
  return Float32Array.from({ length: sourceCount }, (_, file) => values[original[file] ?? file] ?? 0);
}

/** Per source file: its best chunk, and its three best together. */
export function bestChunks(
  { sourceCount, contents }: Snapshot,
  chunks: Float32Array,
): readonly [Float32Array, Float32Array] {
  const best = new Float32Array(sourceCount);
  const top = new Float32Array(sourceCount);
  for (let file = 0; file < sourceCount; file++) {
    let [first, second, third] = [0, 0, 0];
    const { firstChunk = 0, endChunk = 0 } = contents[file] ?? {};
    for (let at = firstChunk; at < endChunk; at++) {
      const score = chunks[at] ?? 0;
      if (score > first) [first, second, third] = [score, first, second];
      else if (score > second) [second, third] = [score, second];
      else if (score > third) third = score;
    }
    best[file] = first;
    top[file] = first + second + third;
  }
  return [best, top];
}
