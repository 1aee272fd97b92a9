import { scoreRanking } from "../metrics/score-ranking.ts";
import { fitWeights, scoreRows } from "./fit-weights.ts";
import type { TrainingTask } from "./training-task.ts";

/** What was learned from all, and without each repository. */
export interface Learned {
  readonly all: readonly number[];
  readonly withoutRepo: ReadonlyMap<string, readonly number[]>;
}

/** Fits weights once for all tasks, and once for each repository from the tasks of the others. */
export function learn(tasks: readonly TrainingTask[], without: ReadonlySet<number>): Learned {
  const all = fitWeights(tasks, { without });
  const repos = [...new Set(tasks.map(({ repo }) => repo))];
  const withoutRepo = repos.map((repo) => {
    const others = tasks.filter((task) => task.repo !== repo);
    return [repo, fitWeights(others, { without, from: all, steps: 60 })] as const;
  });
  return { all, withoutRepo: new Map(withoutRepo) };
}

/** Percent over all tasks, each ranked by weights that its repository had no part in. */
export function describeLearned(tasks: readonly TrainingTask[], { withoutRepo }: Learned): string {
  const scores = tasks.map((task) =>
    scoreRanking(rank(task, withoutRepo.get(task.repo) ?? []), task.goldPaths),
  );
  const percent = (metric: "hit1" | "r5" | "r10" | "mrr") =>
    ((100 * scores.reduce((sum, score) => sum + score[metric], 0)) / scores.length).toFixed(1);
  return `hit@1 ${percent("hit1")}, R@5 ${percent("r5")}, R@10 ${percent("r10")}, MRR ${percent("mrr")}`;
}

function rank(task: TrainingTask, weights: readonly number[]): readonly string[] {
  const scores = scoreRows(task, weights);
  return [...task.paths.keys()]
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .map((row) => task.paths[row] ?? "");
}
