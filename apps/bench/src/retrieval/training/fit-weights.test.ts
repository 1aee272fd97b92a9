import { expect, test } from "vitest";
import { fitWeights, scoreRows } from "./fit-weights.ts";
import type { TrainingTask } from "./training-task.ts";

/** Four files with two features each; the last is the one. */
const task = (...rows: readonly (readonly [number, number])[]): TrainingTask => ({
  repo: "a/shop",
  paths: rows.map((_, row) => `${row}.ts`),
  values: Float64Array.from(rows.flat()),
  columns: 2,
  gold: [rows.length - 1],
  goldPaths: [`${rows.length - 1}.ts`],
});
const tasks = [task([0, 1], [0.1, 0], [0.9, 0.5]), task([0.2, 0.9], [0.3, 0.1], [0.8, 0.2])];

test("what the right files have counts more than what any file has", () => {
  const [telling = 0, noise = 0] = fitWeights(tasks, { without: new Set() });
  expect(telling).toBeGreaterThan(1);
  expect(noise).toBeLessThan(telling);
});

test("the right files come first with what was learned", () => {
  const weights = fitWeights(tasks, { without: new Set() });
  for (const one of tasks) expect(Math.max(...scoreRows(one, weights))).toBe(scoreRows(one, weights)[2]);
});

test("a column that is left out has no weight, wherever one begins", () => {
  expect(fitWeights(tasks, { without: new Set([0]) })[0]).toBe(0);
  expect(fitWeights(tasks, { without: new Set([0]), from: [3, 1] })[0]).toBe(0);
});
