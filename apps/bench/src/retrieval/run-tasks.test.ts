import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { allContenders } from "./contenders/all-contenders.ts";
import { createOurs, ours } from "./contenders/ours.ts";
import { compare, summarise } from "./metrics/summarise.ts";
import { describeResult } from "./report/describe-result.ts";
import { runTasks } from "./run-tasks.ts";
import { createTinyMirror } from "./test-support/create-tiny-mirror.ts";

const { mirror, tasks } = await createTinyMirror();
afterAll(() => rm(mirror, { recursive: true, force: true }));
const contenders = Object.values(allContenders).filter((contender) => contender !== ours);
const progress: string[] = [];
const outcomes = await runTasks(tasks, { contenders, mirror }, (line) => progress.push(line));
const scoresOf = (name: string) => {
  const { name: contender } = allContenders[name] ?? { name };
  return outcomes.map(({ judgements }) => judgements.get(contender));
};

test("only source files that are no tests may be found", () => {
  expect(outcomes.map(({ candidates }) => candidates)).toEqual([6, 6, 6]);
});

test.each(["ours-as-shipped", "bm25-code", "chunks-best", "chunks-best-3"])(
  "%s finds what each text is about at once",
  (name) => {
    expect(scoresOf(name).map((judged) => judged?.scores.hit1)).toEqual([1, 1, 1]);
  },
);

test("a map knows names, not what they are about", () => {
  const [, named = 0, described = 0] = scoresOf("repo-map").map((judged) => judged?.scores.mrr);
  expect(named).toBeGreaterThan(described);
});

test("what changed is found within the smallest budget, where all fits", () => {
  for (const judged of ["chunks-best", "ours-as-shipped"].flatMap(scoresOf))
    expect(judged?.packing[0]).toEqual({ hunks: 1, lines: 1, files: 1 });
});

test("who is better on every task is so without doubt", () => {
  const summaries = contenders.map(({ name }) => summarise(outcomes, name));
  const difference = compare(outcomes, "BM25, code-aware", "repo map, aider-like");
  expect(difference.scores.hit1.low).toBeGreaterThanOrEqual(0);
  const report = describeResult({ summaries, differences: [difference] });
  expect(report).toContain("| 3 tasks ");
  expect(report).toContain("| Python (1) ");
  expect(report).toContain("| BM25, code-aware − repo map, aider-like |");
});

test("ours is weighed as its repository's fold says, and as shipped where there is none", async () => {
  const file = join(mirror, "folds.json");
  const placesWith = async (folds: object) => {
    await writeFile(file, JSON.stringify({ folds }));
    const asked = await runTasks(tasks, { contenders: [createOurs(file)], mirror }, () => {});
    return asked.flatMap(({ judgements }) => judgements.get("ours")?.places ?? []);
  };
  expect(await placesWith({})).toEqual([1, 1, 1]);
  expect(await placesWith({ "made/shop": { chunkBest: -1 } })).not.toContain(1);
});

test("without folds it is said what to do", async () => {
  const contender = createOurs(join(mirror, "none.json"));
  await expect(runTasks(tasks, { contenders: [contender], mirror }, () => {})).rejects.toThrow(
    "retrieval:train",
  );
});

test("progress names the repository", () => {
  expect(progress).toEqual([expect.stringMatching(/^made\/shop: 3 tasks in \d/)]);
});
