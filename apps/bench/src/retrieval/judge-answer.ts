import type { Answer, LineRange } from "./contenders/contender.ts";
import { type RankingScores, scoreRanking } from "./metrics/score-ranking.ts";
import { judgePacking, type PackingScores } from "./packing/judge-packing.ts";

/** Budgets, in tokens. */
export const budgets: readonly number[] = [2000, 4000, 8000, 16_000];

/** What was looked for, and where its fix changed it. */
export interface Truth {
  readonly gold: readonly string[];
  /** All that may be ranked. */
  readonly candidates: ReadonlySet<string>;
  /** None when nobody knows the fix, or it only added files. */
  readonly hunks: readonly LineRange[];
}

export interface Judgement {
  /** The place of each file looked for; 0 when it was not found. */
  readonly places: readonly number[];
  readonly scores: RankingScores;
  /** In the order of the budgets; empty when the contender does not pack or there is nothing to compare with. */
  readonly packing: readonly PackingScores[];
}

/** Other paths than the candidates are no mistake, so they are taken out before places are counted. */
export async function judgeAnswer(
  { ranking, pack }: Answer,
  { gold, candidates, hunks }: Truth,
): Promise<Judgement> {
  const ranked = [...new Set(ranking)].filter((path) => candidates.has(path));
  const packing: PackingScores[] = [];
  if (pack !== undefined && hunks.length > 0)
    for (const budget of budgets) packing.push(judgePacking(await pack(budget), hunks, gold));
  const places = gold.map((path) => ranked.indexOf(path) + 1);
  return { places, scores: scoreRanking(ranked, gold), packing };
}
