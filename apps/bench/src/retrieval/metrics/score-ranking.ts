/** How good a ranking is, each from 0 to 1. */
export interface RankingScores {
  /** Whether one of the files looked for is first. */
  readonly hit1: number;
  /** Of the files looked for: those among the first 5, 10, 20. */
  readonly r5: number;
  readonly r10: number;
  readonly r20: number;
  /** One divided by the best place of a file looked for. */
  readonly mrr: number;
  readonly ndcg10: number;
}

export const rankingMetrics: readonly (keyof RankingScores)[] = ["hit1", "r5", "r10", "r20", "mrr", "ndcg10"];

/**
 * @param ranking paths, best first, none twice
 * @param gold the paths looked for; at least one
 */
export function scoreRanking(ranking: readonly string[], gold: readonly string[]): RankingScores {
  const places = gold.map((path) => ranking.indexOf(path) + 1).filter((place) => place > 0);
  const among = (most: number) => places.filter((place) => place <= most).length / gold.length;
  const best = Math.min(...places);
  const gain = (all: readonly number[]) => all.reduce((sum, place) => sum + 1 / Math.log2(place + 1), 0);
  const ideal = Array.from({ length: Math.min(10, gold.length) }, (_, index) => index + 1);
  return {
    hit1: best === 1 ? 1 : 0,
    r5: among(5),
    r10: among(10),
    r20: among(20),
    mrr: 1 / best,
    ndcg10: gain(places.filter((place) => place <= 10)) / gain(ideal),
  };
}
