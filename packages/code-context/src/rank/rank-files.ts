import type { Query } from "../query/query.ts";
import { computeFeatures, type RankingData } from "./compute-features.ts";
import { type FeatureColumns, featureNames } from "./features.ts";
import { topOf } from "./neighbour-features.ts";
import type { RankedFile } from "./ranked-file.ts";
import { type TrainedWeights, trainedWeights, type Weights } from "./weights.ts";

/** What a text found. */
export interface Ranking {
  /** All files that have anything of the text, best first. */
  readonly ranked: readonly RankedFile[];
  /** How well each chunk answers. */
  readonly chunkScores: Float32Array;
}

/** Weighs the features of all files. */
export function rankFiles(data: RankingData, query: Query, own: TrainedWeights = trainedWeights): Ranking {
  const { columns, lexical } = computeFeatures(data, query);
  // Whoever asks for a name or how something works does not speak as somebody who changed it.
  const weights = data.history && query.kind === "report" ? own.withHistory : own.withoutHistory;
  const scores = weigh(columns, weights);
  const found = topOf(evidence(columns), scores.length);
  const ranked = found
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .map((file) => ({
      path: data.snapshot.files[file]?.path ?? "",
      score: scores[file] ?? 0,
      explanation: explain(columns, weights, file),
    }));
  return { ranked, chunkScores: lexical.chunk };
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
function evidence({ chunkBest, path, history, mention, definition }: FeatureColumns): Float32Array {
  return chunkBest.map(
    (value, file) =>
      value + (path[file] ?? 0) + (history[file] ?? 0) + (mention[file] ?? 0) + (definition[file] ?? 0),
  );
}

function explain(columns: FeatureColumns, weights: Weights, file: number): RankedFile["explanation"] {
  const parts = featureNames.map(
    (name) => [name, (weights[name] ?? 0) * (columns[name][file] ?? 0)] as const,
  );
  return Object.fromEntries(parts.filter(([, added]) => added !== 0));
}
