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
    "file" | "chunkBest" | "chunkTop" | "title" | "titleChunk" | "names" | "path" | "pathShare"
  >;
}

/** How well the words of a text are those of files, of their best parts, of their definitions, and of their paths. */
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
      title: scale(copied(snapshot, title.file)),
      titleChunk: scale(titleChunk),
      names: scale(copied(snapshot, all.names)),
      path: scale(all.path.slice(0, snapshot.sourceCount)),
      pathShare: sharePaths(snapshot, query),
    },
  };
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

/** Which share of the name of a file the text has: short names that it says whole come first. */
function sharePaths({ files, sourceCount, pathTerms }: Snapshot, { terms }: Query): Float32Array {
  const wanted = new Set(terms.map(({ term }) => term));
  const found = new Float32Array(sourceCount);
  const all = new Float32Array(sourceCount);
  for (const [term, hits] of pathTerms) {
    const rare = Math.log(1 + files.length / hits.length);
    for (const { file, count } of hits) {
      if (count < 2 || file >= sourceCount) continue;
      all[file] = (all[file] ?? 0) + rare;
      if (wanted.has(term)) found[file] = (found[file] ?? 0) + rare;
    }
  }
  return found.map((value, file) => (value > 0 ? value / (all[file] ?? 1) : 0));
}
