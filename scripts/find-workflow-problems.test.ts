import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { findWorkflowProblems } from "./find-workflow-problems.ts";

const root = dirname(import.meta.dirname);
const paths = globSync(
  [
    ".github/workflows/*.yml",
    "templates/github-workflows/*.yml",
    "templates/child-template/.github/workflows/*.yml",
  ],
  { cwd: root },
);
const read = (path: string) => readFileSync(join(root, path), "utf8");

test.each(paths)("%s keeps our rules", (path) => {
  expect(findWorkflowProblems(path, read(path))).toEqual([]);
});

test("there are workflows of ours and of children", () => {
  expect(paths).toContain("templates/child-template/.github/workflows/osorganicai.yml");
  expect(paths).toContain(".github/workflows/release.yml");
});

test("only the job that publishes may prove who it is", () => {
  const provers = paths.flatMap((path) =>
    Object.entries<{ readonly permissions?: object }>(parse(read(path)).jobs)
      .filter(([, { permissions = {} }]) => "id-token" in permissions)
      .map(([job]) => `${path} ${job}`),
  );
  expect(provers).toEqual([".github/workflows/release.yml publish"]);
});

const safe = `
on: push
permissions: {}
jobs:
  a:
    timeout-minutes: 5
    permissions: { contents: write }
    steps:
      - uses: ./local
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with: { persist-credentials: false }
      - env: { TITLE: "\${{ github.event.issue.title }}" }
        run: echo "$TITLE"
`;

const breaches: readonly [why: string, from: string, to: string, problem: string][] = [
  ["foreign code with our rights", "on: push", "on: { pull_request_target: {} }", "pull_request_target"],
  ["no word about rights", "permissions: {}", "", "does not say what it may"],
  ["all rights", "permissions: {}", "permissions: write-all", "everything at once"],
  ["rights for all jobs", "permissions: {}", "permissions: { issues: write }", "every job write issues"],
  ["no end", "timeout-minutes: 5", "", "has no timeout-minutes"],
  ["an action that can change", "@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "@v5", "not a commit of it"],
  ["a token left behind", "with: { persist-credentials: false }", "", "leaves its token"],
  [
    "a stranger's text in a script",
    'echo "$TITLE"',
    "echo ${{ github.event.issue.title }}",
    "strangers wrote",
  ],
  ["a stranger's branch in a script", 'echo "$TITLE"', "echo ${{ github.head_ref }}", "strangers wrote"],
];

test("what is safe has no problems", () => {
  expect(findWorkflowProblems("a.yml", safe)).toEqual([]);
});

test.each(breaches)("%s is found", (_, from, to, problem) => {
  expect(findWorkflowProblems("a.yml", safe.replace(from, to))).toEqual([expect.stringContaining(problem)]);
});
