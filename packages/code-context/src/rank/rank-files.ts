import type { NearChunks } from "../meaning/find-near-chunks.ts";
import type { Query } from "../query/query.ts";
import { computeFeatures, type RankingData } from "./compute-features.ts";
import { type FeatureColumns, featureNames } from "./features.ts";
import type { RankedFile } from "./ranked-file.ts";
import { topOf } from "./top-of.ts";
import { type TrainedWeights, trainedWeights, type Weights } from "./weights.ts";

/** What a text found. */
export interface Ranking {
  /** All files that have anything of the text, best first. */
  readonly ranked: readonly RankedFile[];
  /** How well each chunk answers. */
  readonly chunkScores: Float32Array;
}

/** What a ranking may use beside the words. */
export interface RankOptions {
  /** In place of those that come with the package. */
  readonly weights?: TrainedWeights | undefined;
  /** Undefined: there is no embedder, and nothing is different from a ranking that has never heard of one. */
  readonly near?: NearChunks | undefined;
}

/** Weighs the features of all files. */
export function rankFiles(data: RankingData, query: Query, options: RankOptions = {}): Ranking {
  const { weights: own = trainedWeights, near } = options;
  const { columns, lexical } = computeFeatures(data, query);
  // Whoever asks for a name or how something works does not speak as somebody who changed it.
  const weights = data.history && query.kind === "report" ? own.withHistory : own.withoutHistory;
  const scores = weigh(columns, weights);
  const meaning = near && scoreMeaning(near, weights);
  meaning?.forEach((value, file) => {
    scores[file] = (scores[file] ?? 0) + value;
  });
  const found = topOf(evidence(columns, meaning), scores.length);
  const ranked = found
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .map((file) => ({
      path: data.snapshot.files[file]?.path ?? "",
      score: scores[file] ?? 0,
      // Asked for of the first few: of all files it would take as long as ranking them.
      get explanation() {
        return { ...explain(columns, weights, file), ...(meaning?.[file] && { meaning: meaning[file] }) };
      },
    }));
  return { ranked, chunkScores: meaning ? withTies(lexical.chunk, near) : lexical.chunk };
}

/** Undefined where nearness counts nothing. */
function scoreMeaning({ file }: NearChunks, { meaning = 0 }: Weights): Float32Array | undefined {
  return meaning === 0 ? undefined : file.map((near) => meaning * near);
}

/** Too little to count beside a word: it tells which chunk of a file without any of them is meant. */
function withTies(chunks: Float32Array, { chunk: near }: NearChunks): Float32Array {
  return chunks.map((score, at) => score + 1e-6 * (near[at] ?? 0));
}

function weigh(columns: FeatureColumns, weights: Weights): Float64Array {
  const scores = new Float64Array(columns.file.length);
  for (const name of featureNames) {
    const weight = weights[name] ?? 0;
    const column = columns[name];
    if (weight !== 0)
      for (let file = 0; file < scores.length; file++)
        scores[file] = (scores[file] ?? 0) + weight * (column[file] ?? 0);
  }
  return scores;
}

/** Size and the like say nothing about a text: a file is found by its words, its path, its history or its name. */
function evidence(
  { chunkBest, ...columns }: FeatureColumns,
  meaning: Float32Array | undefined,
): Float32Array {
  const { path, nearPath, history, mention, definition } = columns;
  const others = [path, nearPath, history, mention, definition, ...(meaning ? [meaning] : [])];
  return chunkBest.map((value, file) => others.reduce((sum, column) => sum + (column[file] ?? 0), value));
}

function explain(columns: FeatureColumns, weights: Weights, file: number): RankedFile["explanation"] {
  const parts = featureNames.map(
    (name) => [name, (weights[name] ?? 0) * (columns[name][file] ?? 0)] as const,
  );
  return Object.fromEntries(parts.filter(([, added]) => added !== 0));
}
