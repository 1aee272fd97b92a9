import type { TrainingTask } from "./training-task.ts";

/** How weights are fitted. */
export interface FitOptions {
  /** Columns that have no weight. */
  readonly without: ReadonlySet<number>;
  /** Where to begin; near the end saves steps. */
  readonly from?: readonly number[];
  /** @default 160 */
  readonly steps?: number;
}

/** How much large weights cost: few tasks should not decide much. */
const REGULARISATION = 0.001;
const RATE = 0.25;

/**
 * Weights that make the files of fixes likely: the likelihood of a file is a softmax over the scores of all files of its task.
 * Steps as in Adam, https://arxiv.org/abs/1412.6980.
 */
export function fitWeights(
  tasks: readonly TrainingTask[],
  { without, from, steps = 160 }: FitOptions,
): readonly number[] {
  const columns = tasks[0]?.columns ?? 0;
  const weights = Float64Array.from({ length: columns }, (_, column) =>
    without.has(column) ? 0 : (from?.[column] ?? 0.3),
  );
  const mean = new Float64Array(columns);
  const square = new Float64Array(columns);
  const rate = from ? RATE / 2 : RATE;
  for (let step = 1; step <= steps; step++) {
    const gradient = computeGradient(tasks, weights);
    for (let column = 0; column < columns; column++) {
      if (without.has(column)) continue;
      const slope = (gradient[column] ?? 0) + REGULARISATION * (weights[column] ?? 0);
      mean[column] = 0.9 * (mean[column] ?? 0) + 0.1 * slope;
      square[column] = 0.99 * (square[column] ?? 0) + 0.01 * slope * slope;
      const along = (mean[column] ?? 0) / (1 - 0.9 ** step);
      const spread = Math.sqrt((square[column] ?? 0) / (1 - 0.99 ** step)) + 1e-8;
      weights[column] = (weights[column] ?? 0) - (rate * (1 - (0.95 * step) / steps) * along) / spread;
    }
  }
  return [...weights];
}

function computeGradient(tasks: readonly TrainingTask[], weights: Float64Array): Float64Array {
  const gradient = new Float64Array(weights.length);
  for (const task of tasks) {
    const errors = softmax(scoreRows(task, weights));
    for (const row of task.gold) errors[row] = (errors[row] ?? 0) - 1 / task.gold.length;
    if (task.gold.length === 0) continue;
    errors.forEach((error, row) => {
      if (Math.abs(error) < 1e-4) return;
      for (let column = 0; column < weights.length; column++)
        gradient[column] =
          (gradient[column] ?? 0) +
          (error * (task.values[row * weights.length + column] ?? 0)) / tasks.length;
    });
  }
  return gradient;
}

/** The score of each row. */
export function scoreRows({ values, paths }: TrainingTask, weights: ArrayLike<number>): Float64Array {
  return Float64Array.from(paths, (_, row) => {
    let score = 0;
    for (let column = 0; column < weights.length; column++)
      score += (weights[column] ?? 0) * (values[row * weights.length + column] ?? 0);
    return score;
  });
}

function softmax(scores: Float64Array): Float64Array {
  const best = Math.max(...scores);
  const all = scores.map((score) => Math.exp(score - best));
  const sum = all.reduce((total, value) => total + value, 0);
  return all.map((value) => value / sum);
}
