import type { Bar } from "../../write-result.ts";
import { ours } from "../contenders/ours.ts";
import type { RankingScores } from "../metrics/score-ranking.ts";
import type { RetrievalResult } from "./describe-result.ts";

/** What the best hybrid reached that was ever measured on these tasks, trained and tested in the same way; in percent. */
const best: readonly (readonly [metric: keyof RankingScores, percent: number])[] = [
  ["hit1", 68.8],
  ["r5", 88.1],
  ["r10", 93.2],
];

/** Ahead of that on all three, and of every baseline without doubt. None when ours was not asked. */
export function judgeResult({ summaries, differences }: RetrievalResult): readonly Bar[] {
  const all = summaries.find(({ contender }) => contender === ours.name)?.slices[0]?.scores;
  if (all === undefined) return [];
  const reached = best.map(([metric, percent]) => ({
    what: `${metric} in percent, trained without the repository, above ${percent}`,
    measured: round(all[metric].mean),
    atLeast: round(percent / 100 + 0.0001),
  }));
  const ahead = differences.flatMap(({ theirs, scores }) =>
    best.map(([metric]) => ({
      what: `${metric}: points ahead of ${theirs}, at the low end of 95 %`,
      measured: round(scores[metric].low),
      atLeast: 0.01,
    })),
  );
  return [...reached, ...ahead];
}

function round(share: number): number {
  return Math.round(share * 10_000) / 100;
}
