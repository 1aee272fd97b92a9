import type { CodeIndex } from "@osorganicai/code-context";
import { isSource } from "../tasks/is-source.ts";
import type { Task } from "../tasks/read-tasks.ts";
import type { TrainingTask } from "./training-task.ts";

/** So many files of a task are learned from: the others are far from being right. */
const MAX_ROWS = 80;

/** What one task teaches: the files that seem right by the sum of their features, and those that are. */
export function collectFeatures(index: CodeIndex, { repo, query, gold }: Task): TrainingTask {
  const { names, rows } = index.features(query);
  const known = rows.filter(({ path }) => isSource(path) || gold.includes(path));
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const best = known.toSorted((a, b) => sum(b.values) - sum(a.values)).slice(0, MAX_ROWS);
  const chosen = known.filter((row) => best.includes(row) || gold.includes(row.path));
  return {
    repo,
    paths: chosen.map(({ path }) => path),
    values: Float64Array.from(chosen.flatMap(({ values }) => values)),
    columns: names.length,
    gold: chosen.flatMap(({ path }, row) => (gold.includes(path) ? [row] : [])),
    goldPaths: gold,
  };
}
