import type { HistoryIndex } from "../history/create-history-index.ts";
import type { ImportGraph } from "../imports/create-import-graph.ts";
import type { Query } from "../query/query.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { FeatureColumns } from "./features.ts";
import { scoreHistory } from "./history-features.ts";
import { scoreLexically } from "./lexical-features.ts";
import { scoreNames } from "./name-features.ts";
import { scoreNearPaths } from "./near-path-feature.ts";
import { scoreNeighbours } from "./neighbour-features.ts";
import { scorePhrases } from "./phrase-features.ts";
import type { TermScores } from "./score-terms.ts";

/** What files are ranked by. */
export interface RankingData {
  readonly snapshot: Snapshot;
  readonly imports: ImportGraph;
  /** Undefined when the source has no history. */
  readonly history: HistoryIndex | undefined;
}

/** What a text found, before it is weighed. */
export interface Features {
  readonly columns: FeatureColumns;
  readonly lexical: TermScores;
}

/** Every feature of every source file. */
export function computeFeatures(data: RankingData, query: Query): Features {
  const { snapshot, history } = data;
  const { sourceCount } = snapshot;
  const lexical = scoreLexically(snapshot, query);
  const names = scoreNames(snapshot, query);
  const past = history ? scoreHistory(history, query, sourceCount) : withoutHistory(sourceCount);
  const base = add([
    [1, lexical.columns.chunkTop],
    [0.5, lexical.columns.path],
    [0.5, names.definition],
    [0.5, names.mention],
    [1, past.history],
  ]);
  return {
    lexical: lexical.all,
    columns: {
      ...lexical.columns,
      ...names,
      ...scorePhrases(snapshot, query),
      nearPath: scoreNearPaths(snapshot, query),
      ...past,
      ...scoreNeighbours(data, base),
      ...describeShape(snapshot),
    },
  };
}

function add(parts: readonly (readonly [number, Float32Array])[]): Float32Array {
  const sum = new Float32Array(parts[0]?.[1].length ?? 0);
  for (const [weight, values] of parts)
    for (let file = 0; file < sum.length; file++) sum[file] = (sum[file] ?? 0) + weight * (values[file] ?? 0);
  return sum;
}

function withoutHistory(sourceCount: number) {
  const none = new Float32Array(sourceCount);
  return { history: none, historyStrength: none };
}

/** Files that only hand on what others export, and how long files are. */
function describeShape({ files, sourceCount, contents }: Snapshot) {
  const barrel = new Float32Array(sourceCount);
  const size = new Float32Array(sourceCount);
  for (let file = 0; file < sourceCount; file++) {
    const { part, blob = 0 } = contents[file] ?? {};
    if (!part) continue;
    const { symbolStarts, lineCounts } = part.segment;
    const defines = (symbolStarts[blob + 1] ?? 0) - (symbolStarts[blob] ?? 0);
    const index = /(^|\/)(index|__init__|mod|lib)\.\w+$/.test(files[file]?.path ?? "");
    barrel[file] = index && defines === 0 ? 1 : 0;
    size[file] = Math.min(1, Math.log1p(lineCounts[blob] ?? 0) / 8);
  }
  return { barrel, size };
}
