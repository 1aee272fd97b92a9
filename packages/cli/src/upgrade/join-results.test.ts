import { expect, test } from "vitest";
import { joinResults } from "./join-results.ts";
import type { FileOutcome } from "./ownership/plan-files.ts";

type Outcome = FileOutcome["outcome"];

const facts = {
  from: "1.0.0",
  to: "2.0.0",
  rolledBack: false,
  migrations: [],
  files: [],
  sql: [],
  overrides: [],
};
const result = { ...facts, dryRun: false, changed: [], overtaken: [], prompts: [], issues: {} };
const migration = (key: string, status: "applied" | "failed" | "waiting") =>
  ({ key, title: key, kind: "codemod", status, changed: [], todos: [] }) as const;

const pairs: readonly (readonly [first: Outcome, second: Outcome, told: Outcome])[] = [
  ["merged", "unchanged", "merged"],
  ["eject", "leave", "eject"],
  ["overwrite", "conflict", "conflict"],
  ["create", "delete", "delete"],
  ["conflict", "unchanged", "unchanged"],
  ["conflict", "keep", "keep"],
  ["refused", "leave", "leave"],
];
test.for(pairs)("a file that was %s and then %s is told as %s", ([first, second, told]) => {
  const of = (outcome: Outcome) => [{ path: "ci.yml", outcome }];
  const joined = joinResults({ ...result, files: of(first) }, { ...facts, files: of(second) });
  expect(joined.files).toEqual(of(told));
});

test("what failed or waited counts as the second one found it, what was applied stays", () => {
  const first = [migration("a", "applied"), migration("b", "failed"), migration("c", "waiting")];
  const second = { ...facts, migrations: [migration("b", "applied")] };
  expect(joinResults({ ...result, migrations: first }, second).migrations).toEqual([
    migration("a", "applied"),
    migration("b", "applied"),
  ]);
});

test("a file of ours that was overtaken is planned again; one of the user's waits on", () => {
  const second = { ...facts, files: [{ path: "ci.yml", outcome: "merged" as const }] };
  const joined = joinResults({ ...result, overtaken: ["ci.yml", "src/po.ts"] }, second);
  expect(joined.overtaken).toEqual(["src/po.ts"]);
});
