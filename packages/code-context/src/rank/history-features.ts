import type { HistoryIndex } from "../history/create-history-index.ts";
import type { Query } from "../query/query.ts";
import type { FeatureColumns } from "./features.ts";
import { scale } from "./scale.ts";

type HistoryColumns = Pick<FeatureColumns, "history" | "historyStrength">;

/** What a match of long ago is worth less. */
const MEMORY_SECONDS = 1500 * 24 * 3600;
/** A few good matches say more than many bad ones. */
const SHARPNESS = 3;
/** How much less a match says about a file that is changed often. */
const OFTEN = 0.2;
/** Weaker matches are chance. */
const MIN_MATCH = 0.04;

/** Files that were changed before when somebody spoke so. How far a match reaches is decided by how good it is. */
export function scoreHistory(history: HistoryIndex, query: Query, sourceCount: number): HistoryColumns {
  const matches = history.match(query.terms);
  const sum = new Float32Array(sourceCount);
  const changes = new Float32Array(sourceCount);
  const newest = history.times[0] ?? 0;
  history.changes.forEach((files, commit) => {
    const match = matches[commit] ?? 0;
    const age = Math.max(0, newest - (history.times[commit] ?? 0));
    const faded = 2 ** (-age / MEMORY_SECONDS) / Math.sqrt(files.length);
    const gain = match < MIN_MATCH ? 0 : match ** SHARPNESS * faded;
    for (const file of files) {
      changes[file] = (changes[file] ?? 0) + 1;
      sum[file] = (sum[file] ?? 0) + gain;
    }
  });
  // What is touched by every other commit is touched by those that match, too.
  const strength = sum.map(
    (value, file) => value ** (1 / SHARPNESS) / (1 + OFTEN * Math.log1p(changes[file] ?? 0)),
  );
  return { history: scale(strength), historyStrength: strength };
}
