import type { CodeCandidate } from "@osorganicai/core";
import { describeRepository, type RepoMapOptions } from "./describe/describe-repository.ts";
import { findNeighbours, type Neighbours } from "./describe/find-neighbours.ts";
import { type CodeSymbol, findSymbols } from "./describe/find-symbols.ts";
import { findTests } from "./describe/find-tests.ts";
import { listCandidates } from "./describe/list-candidates.ts";
import type { LeftOut } from "./files/choose-files.ts";
import { createHistoryIndex } from "./history/create-history-index.ts";
import { createImportGraph } from "./imports/create-import-graph.ts";
import type { NearChunks } from "./meaning/find-near-chunks.ts";
import { packContext } from "./pack/pack-context.ts";
import type { PackedContext } from "./pack/packed-context.ts";
import { roomOf } from "./pack/room-of.ts";
import { readQuery } from "./query/read-query.ts";
import { computeFeatures, type RankingData } from "./rank/compute-features.ts";
import { type FeatureName, featureNames } from "./rank/features.ts";
import { preferFiles } from "./rank/prefer-files.ts";
import { rankFiles } from "./rank/rank-files.ts";
import type { RankedFile } from "./rank/ranked-file.ts";
import type { TrainedWeights } from "./rank/weights.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";
import type { CodeSource, Commit } from "./sources/code-source.ts";

/** How files are found. */
export interface FindOptions {
  /** @default 20 */
  readonly limit?: number;
  /** In place of those that come with the package. */
  readonly weights?: TrainedWeights;
}

/** How much is packed. */
export interface PackOptions {
  readonly budgetTokens: number;
  /** Paths in a better order: those of them that are found take the first places, in it. @default none */
  readonly preferred?: readonly string[];
  /** In place of those that come with the package. */
  readonly weights?: TrainedWeights;
}

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
  /** The files that a text is about, best first, each with what made its score. */
  find(text: string, options?: FindOptions): Promise<readonly RankedFile[]>;
  /** What to read for a text. */
  packContext(text: string, options: PackOptions): Promise<PackedContext>;
  /** Files in short, best first, for whoever puts them in a better order. */
  candidates(text: string, options?: { readonly limit?: number }): Promise<readonly CodeCandidate[]>;
  /** Why a file has its place for a text; undefined when it was not found at all. */
  explain(text: string, path: string): Promise<(RankedFile & { readonly place: number }) | undefined>;
  /** Definitions with this name, or whose name begins so. */
  symbols(name: string): readonly CodeSymbol[];
  /** What a file needs, what needs it, and what was changed together with it. */
  neighbours(path: string): Neighbours;
  /** An outline of the whole: folders, their files and what these define, the most needed first. */
  repoMap(options: RepoMapOptions): string;
  /** What files are ranked by, for training. */
  features(text: string): FeatureTable;
}

/** What an index is made of. */
export interface IndexParts {
  readonly snapshot: Snapshot;
  readonly source: CodeSource;
  readonly commits: readonly Commit[];
  readonly leftOut: LeftOut;
  /** What comes near a text by its vectors; undefined where nothing has any. Must not reject. */
  readonly findNear?: ((text: string) => Promise<NearChunks | undefined>) | undefined;
}

/** Puts questions within reach; what only some need is made when the first of them comes. */
export function createCodeIndex({ snapshot, source, commits, leftOut, findNear }: IndexParts): CodeIndex {
  let prepared: RankingData | undefined;
  const data = () => (prepared ??= prepare(snapshot, commits));
  const rank = async (text: string, weights?: TrainedWeights) =>
    rankFiles(data(), readQuery(text), { weights, near: await findNear?.(text) });
  return {
    files: snapshot.files.slice(0, snapshot.sourceCount).map(({ path }) => path),
    leftOut,
    async find(text, { limit = 20, weights } = {}) {
      return (await rank(text, weights)).ranked.slice(0, roomOf(limit));
    },
    async packContext(text, { budgetTokens, weights, preferred = [] }) {
      const { ranked, chunkScores } = await rank(text, weights);
      const ranking = { ranked: preferFiles(ranked, preferred), chunkScores };
      const testsOf = (files: readonly number[]) => findTests(data(), files);
      return packContext({ snapshot, source, ...ranking, budgetTokens: roomOf(budgetTokens), testsOf });
    },
    async candidates(text, { limit = 20 } = {}) {
      return listCandidates({ snapshot, source, ...(await rank(text)), limit: roomOf(limit) });
    },
    async explain(text, path) {
      const { ranked } = await rank(text);
      const at = ranked.findIndex((file) => file.path === path);
      const file = ranked[at];
      return file && { ...file, place: at + 1 };
    },
    symbols: (name) => findSymbols(snapshot, name),
    neighbours: (path) => findNeighbours(data(), path),
    repoMap: ({ budgetTokens }) => describeRepository(data(), { budgetTokens: roomOf(budgetTokens) }),
    features(text) {
      const { columns } = computeFeatures(data(), readQuery(text));
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
