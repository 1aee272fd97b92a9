import type { LeftOut } from "./files/choose-files.ts";
import { createHistoryIndex } from "./history/create-history-index.ts";
import { createImportGraph } from "./imports/create-import-graph.ts";
import { readQuery } from "./query/read-query.ts";
import { computeFeatures, type RankingData } from "./rank/compute-features.ts";
import { type FeatureName, featureNames } from "./rank/features.ts";
import { rankFiles } from "./rank/rank-files.ts";
import type { RankedFile } from "./rank/ranked-file.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import type { CodeSource, Commit } from "./sources/code-source.ts";

/** Features of files, as weights are trained on. */
export interface FeatureTable {
  readonly names: readonly FeatureName[];
  readonly rows: readonly { readonly path: string; readonly values: readonly number[] }[];
}

/** Everything that is known about one state of a repository. */
export interface CodeIndex {
  /** Paths of the files that may be found. */
  readonly files: readonly string[];
  readonly leftOut: LeftOut;
  /** The files that a text is about, best first. @param options.limit @default 20 */
  find(text: string, options?: { readonly limit?: number }): Promise<readonly RankedFile[]>;
  /** What files are ranked by, for training. */
  features(text: string): FeatureTable;
}

/** What an index is made of. */
export interface IndexParts {
  readonly snapshot: Snapshot;
  readonly source: CodeSource;
  readonly commits: readonly Commit[];
  readonly leftOut: LeftOut;
}

/** Puts questions within reach; what only some need is made when the first of them comes. */
export function createCodeIndex({ snapshot, commits, leftOut }: IndexParts): CodeIndex {
  let data: RankingData | undefined;
  const ranking = () => (data ??= prepare(snapshot, commits));
  return {
    files: snapshot.files.slice(0, snapshot.sourceCount).map(({ path }) => path),
    leftOut,
    find: async (text, { limit = 20 } = {}) => rankFiles(ranking(), readQuery(text), limit),
    features(text) {
      const { columns } = computeFeatures(ranking(), readQuery(text));
      const rows = snapshot.files.slice(0, snapshot.sourceCount).map(({ path }, file) => ({
        path,
        values: featureNames.map((name) => columns[name][file] ?? 0),
      }));
      return { names: featureNames, rows };
    },
  };
}

function prepare(snapshot: Snapshot, commits: readonly Commit[]): RankingData {
  return {
    snapshot,
    imports: createImportGraph(snapshot),
    history:
      commits.length > 0
        ? createHistoryIndex(commits, snapshot.fileNumbers, snapshot.sourceCount)
        : undefined,
  };
}
