import type { Chunk } from "../documents/cut-chunks.ts";
import { packChunks } from "../packing/pack-chunks.ts";
import { codeTerms } from "../text/code-terms.ts";
import { scoreBm25 } from "../text/score-bm25.ts";
import type { Contender } from "./contender.ts";
import { sortByScore } from "./sort-by-score.ts";

/** A file is worth its best chunk. */
export const chunkBm25Max: Contender = createChunkContender("chunk BM25, best", 1);

/** A file is worth its three best chunks together. */
export const chunkBm25Sum: Contender = createChunkContender("chunk BM25, best 3", 3);

function createChunkContender(name: string, most: number): Contender {
  return {
    name,
    answer({ task, documents }) {
      const chunks = documents.flatMap((document) => document.chunks());
      const scores = scoreBm25(
        codeTerms(task.query),
        chunks.map(({ terms }) => terms),
      );
      const paths = documents.map(({ path }) => path);
      const sums = sumBest(chunks, scores, most);
      const ranking = sortByScore(
        paths,
        paths.map((path) => sums.get(path) ?? 0),
      );
      // What is shown is chunks by their own score, whatever a file is worth.
      return most > 1
        ? { ranking }
        : { ranking, pack: (budget) => packChunks(sortByScore(chunks, scores), budget) };
    },
  };
}

function sumBest(
  chunks: readonly Chunk[],
  scores: readonly number[],
  most: number,
): ReadonlyMap<string, number> {
  const byPath = new Map<string, number[]>();
  for (const [index, { path }] of chunks.entries()) {
    const own = byPath.get(path) ?? [];
    byPath.set(path, own);
    own.push(scores[index] ?? 0);
  }
  const sumOf = (own: readonly number[]) =>
    own
      .toSorted((one, other) => other - one)
      .slice(0, most)
      .reduce((sum, score) => sum + score, 0);
  return new Map([...byPath].map(([path, own]) => [path, sumOf(own)]));
}
