import type { Query } from "../query/query.ts";
import { computeFeatures, type RankingData } from "./compute-features.ts";
import { featureNames } from "./features.ts";
import { topOf } from "./neighbour-features.ts";
import type { RankedFile } from "./ranked-file.ts";
import { weights } from "./weights.ts";

/** Weighs the features of all files. @returns the best, with what made them so */
export function rankFiles(data: RankingData, query: Query, limit: number): readonly RankedFile[] {
  const { columns, lexical } = computeFeatures(data, query);
  const chosen = data.history ? weights.withHistory : weights.withoutHistory;
  const scores = new Float32Array(data.snapshot.sourceCount);
  for (const name of featureNames) {
    const weight = chosen[name] ?? 0;
    if (weight === 0) continue;
    const column = columns[name];
    for (let file = 0; file < scores.length; file++)
      scores[file] = (scores[file] ?? 0) + weight * (column[file] ?? 0);
  }
  void lexical;
  return topOf(scores, limit).map((file) => ({
    path: data.snapshot.files[file]?.path ?? "",
    score: scores[file] ?? 0,
    explanation: Object.fromEntries(
      featureNames.flatMap((name) => {
        const added = (chosen[name] ?? 0) * (columns[name][file] ?? 0);
        return added === 0 ? [] : [[name, added]];
      }),
    ),
  }));
}
