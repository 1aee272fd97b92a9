import { expect, test } from "vitest";
import { evaluateCondition, expandExpressions } from "./expand-expressions.ts";
import { matchWorkflow, type WorkflowTrigger } from "./match-workflow.ts";
import { parseWorkflow } from "./parse-workflow.ts";
import { planJobs } from "./plan-jobs.ts";

const jobs = "jobs: { test: { runs-on: ubuntu-latest, steps: [{ run: npm test }] } }";
const push: WorkflowTrigger = {
  event: "push",
  action: undefined,
  branch: "main",
  sha: "",
  pull: undefined,
  actor: "",
};
const opened: WorkflowTrigger = {
  ...push,
  event: "pull_request",
  action: "opened",
  pull: { number: 1, headRef: "x" },
};

test.each([
  ["on: push", push, true],
  ["on: [push, pull_request]", opened, true],
  ["on: workflow_dispatch", push, false],
  ["on: { pull_request: }", opened, true],
  ["on: { pull_request: { types: [closed] } }", opened, false],
  ["on: { pull_request: { branches: [main] } }", opened, true],
  ["on: { pull_request: { branches: [develop] } }", opened, false],
  ["on: { push: { branches: ['release/*'] } }", { ...push, branch: "release/1" }, true],
  ["on: { push: { branches: ['release/*'] } }", { ...push, branch: "release/1/a" }, false],
  ["on: { push: { branches: ['**', '!main'] } }", push, false],
  ["on: { push: { branches-ignore: [main] } }", push, false],
  ["on: { push: { tags: ['v*'] } }", push, false],
])("%s", (on, trigger, starts) => {
  expect(matchWorkflow(parseWorkflow("ci.yml", `${on}\n${jobs}`), trigger) !== undefined).toBe(starts);
});

test.each([
  ["on: [push", /ci\.yml is not valid YAML: /],
  [`on: push\n`, /ci\.yml has no jobs/],
  [jobs, /ci\.yml has no "on"/],
])("%j is no workflow", (text, message) => {
  expect(() => parseWorkflow("ci.yml", text)).toThrow(message);
});

test("jobs come after those they need, one for each choice of a matrix", () => {
  const text = `
on: push
jobs:
  deploy: { needs: [test, lint], steps: [] }
  test: { name: Test, strategy: { matrix: { node: [22, 24], os: [linux] } }, steps: [] }
  lint: { steps: [] }
`;
  const planned = planJobs(parseWorkflow("ci.yml", text));
  expect(planned.map(({ name }) => name)).toEqual(["Test (22, linux)", "Test (24, linux)", "lint", "deploy"]);
  expect(planned[1]?.matrix).toEqual({ "matrix.node": "24", "matrix.os": "linux" });
});

test("jobs that wait for each other are refused", () => {
  const text = "on: push\njobs: { a: { needs: b, steps: [] }, b: { needs: a, steps: [] } }";
  expect(() => planJobs(parseWorkflow("ci.yml", text))).toThrow(
    'ci.yml: a, b can never start. Correct "needs".',
  );
});

test("what a job has and the twin has not is named", () => {
  const text = "on: push\njobs: { a: { container: node, strategy: { matrix: { include: [] } }, steps: [] } }";
  expect(parseWorkflow("ci.yml", text).jobs[0]?.unsupported).toEqual([
    'job key "container"',
    'matrix "include"',
  ]);
});

test("expressions are replaced, and unknown ones refused by name", () => {
  const values = { "github.sha": "abc" };
  expect(expandExpressions("echo ${{ github.sha }} ${{github.sha}}", values)).toBe("echo abc abc");
  expect(() => expandExpressions("${{ secrets.TOKEN }}", values)).toThrow(
    "unsupported expression secrets.TOKEN",
  );
});

test.each([
  [undefined, true, true],
  [undefined, false, false],
  ["always()", false, true],
  ["${{ failure() }}", false, true],
  ["failure()", true, false],
  ["success()", false, false],
])("if: %s runs after success %s: %s", (condition, succeeded, runs) => {
  expect(evaluateCondition(condition, succeeded)).toBe(runs);
  expect(() => evaluateCondition("github.actor == 'x'", true)).toThrow(
    "unsupported expression github.actor == 'x'",
  );
});
