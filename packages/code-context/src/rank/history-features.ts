import type { HistoryIndex } from "../history/create-history-index.ts";
import type { Query } from "../query/query.ts";
import type { FeatureColumns } from "./features.ts";
import { scale } from "./scale.ts";

type HistoryColumns = Pick<
  FeatureColumns,
  "history" | "historyBest" | "historySum" | "recency" | "frequency"
>;

const HALF_LIFE_SECONDS = 180 * 24 * 3600;
/** Weaker matches are chance. */
const MIN_MATCH = 0.04;

/** Files that were changed before when somebody spoke so. How far a match reaches is decided by how good it is. */
export function scoreHistory(history: HistoryIndex, query: Query, sourceCount: number): HistoryColumns {
  const matches = history.match(query.terms);
  const sum = new Float32Array(sourceCount);
  const best = new Float32Array(sourceCount);
  const recency = new Float32Array(sourceCount);
  const frequency = new Float32Array(sourceCount);
  const newest = history.times[0] ?? 0;
  history.changes.forEach((files, commit) => {
    const match = matches[commit] ?? 0;
    const age = Math.max(0, newest - (history.times[commit] ?? 0));
    const fresh = 2 ** (-age / HALF_LIFE_SECONDS);
    const shared = 1 / Math.sqrt(files.length);
    for (const file of files) {
      frequency[file] = (frequency[file] ?? 0) + 1;
      recency[file] = Math.max(recency[file] ?? 0, fresh);
      if (match < MIN_MATCH) continue;
      sum[file] = (sum[file] ?? 0) + match * match * shared;
      best[file] = Math.max(best[file] ?? 0, match * shared);
    }
  });
  return {
    history: scale(sum.map(Math.sqrt)),
    historyBest: best,
    historySum: sum.map((value) => Math.min(1, Math.sqrt(value))),
    recency,
    frequency: scale(frequency.map((count) => Math.log1p(count))),
  };
}
