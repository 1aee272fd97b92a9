import { join } from "node:path";
import type { FeatureTable } from "@osorganicai/code-context";
import type { Contender } from "./contender.ts";
import { createIndexOpener } from "./open-index.ts";
import { type FoldWeights, readFolds } from "./read-folds.ts";
import { sortByScore } from "./sort-by-score.ts";

const openIndex = createIndexOpener();

/** As it is shipped: its weights have seen the repositories that it is asked about, so it is no measure of what it can. */
export const oursAsShipped: Contender = {
  name: "ours, trained on all",
  async answer(question) {
    const index = await openIndex(question);
    const found = await index.find(question.task.query, { limit: 1000 });
    return { ranking: found.map(({ path }) => path) };
  },
};

export const ours: Contender = createOurs(join(import.meta.dirname, "../../../results/retrieval-folds.json"));

/**
 * Ours, with weights that never saw the repository which is asked about: those of its fold. A repository without a fold is one
 * that no weights saw, and those that are shipped will do.
 */
export function createOurs(foldsFile: string): Contender {
  let folds: Promise<ReadonlyMap<string, FoldWeights>> | undefined;
  return {
    name: "ours",
    async answer(question) {
      folds ??= readFolds(foldsFile);
      const weights = (await folds).get(question.task.repo);
      if (weights === undefined) return oursAsShipped.answer(question);
      const index = await openIndex(question);
      return { ranking: rank(index.features(question.task.query), weights) };
    },
  };
}

function rank({ names, rows }: FeatureTable, weights: FoldWeights): readonly string[] {
  const vector = names.map((name) => weights[name] ?? 0);
  return sortByScore(
    rows.map(({ path }) => path),
    rows.map(({ values }) => values.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0)),
  );
}
