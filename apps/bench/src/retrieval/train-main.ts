// `pnpm --filter bench retrieval:train`: the weights of code-context from texts whose fixes are known, and how good weights are
// for a repository that they have not seen.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { TrainedWeights } from "@osorganicai/code-context";
import { createIndexOpener } from "./contenders/open-index.ts";
import { readTasks } from "./tasks/read-tasks.ts";
import { collectFeatures } from "./training/collect-features.ts";
import { describeLearned, learn } from "./training/leave-one-out.ts";
import type { TrainingTask } from "./training/training-task.ts";

const usage =
  "Usage: pnpm --filter bench retrieval:train --data <folder with tasks.jsonl> --mirror <folder with repositories> " +
  "[--write]";
const { values } = parseArgs({
  options: {
    data: { type: "string" },
    mirror: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const { data, mirror } = values;
if (data === undefined || mirror === undefined) throw new Error(usage);

/** Columns that only a history fills. */
const ofHistory = ["history", "historyStrength", "togetherChanged"];
/**
 * What cannot be learned: no text of the tasks names a file, and a file that is named outright is worth more than any word;
 * nothing has a vector here, and what is near by vectors counts less than any word.
 */
const given = { mention: 3, meaning: 0.5 };

const openIndex = createIndexOpener();
const tasks: TrainingTask[] = [];
let names: readonly string[] = [];
// The tasks of a repository share what is read of it.
for (const task of (await readTasks(join(data, "tasks.jsonl"))).toSorted((a, b) =>
  a.repo.localeCompare(b.repo, "en"),
)) {
  const gitDir = join(mirror, task.repo.replace("/", "+"), "repo");
  const index = await openIndex({ task, gitDir, documents: [] });
  if (names.length === 0) names = index.features("").names;
  tasks.push(collectFeatures(index, task));
  process.stderr.write(`\r${tasks.length} tasks`);
}

const columnsOf = (wanted: readonly string[]) => new Set(wanted.map((name) => names.indexOf(name)));
const withHistory = learn(tasks, columnsOf(Object.keys(given)));
const withoutHistory = learn(tasks, columnsOf([...Object.keys(given), ...ofHistory]));
process.stdout.write(`\nwith history: ${describeLearned(tasks, withHistory)}\n`);
process.stdout.write(`without: ${describeLearned(tasks, withoutHistory)}\n`);

const named = (weights: readonly number[] = []) => ({
  ...Object.fromEntries(
    names.flatMap((name, column) => (weights[column] ? [[name, round(weights[column])]] : [])),
  ),
  ...given,
});
const round = (weight: number) => Math.round(weight * 1000) / 1000;
const trained: TrainedWeights = {
  withHistory: named(withHistory.all),
  withoutHistory: named(withoutHistory.all),
};
const folds = Object.fromEntries(
  [...withHistory.withoutRepo].map(([repo, weights]) => [repo, named(weights)]),
);
const write = (path: string, value: unknown) =>
  writeFile(join(import.meta.dirname, "../../../..", path), `${JSON.stringify(value, null, 2)}\n`);
if (values.write) {
  await write("packages/code-context/src/weights.json", trained);
  await write("apps/bench/results/retrieval-folds.json", { folds });
}
