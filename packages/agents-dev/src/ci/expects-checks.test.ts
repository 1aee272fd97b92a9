import { expect, test } from "vitest";
import { expectsChecks } from "./expects-checks.ts";

const branches = { branch: "feature/1-coupons", baseBranch: "main" };

test.for([
  ["on: push", true],
  ["on: pull_request", true],
  ["on: [workflow_dispatch, pull_request_target]", true],
  ["on: { pull_request: }", true],
  ["on:\n  push:\n    branches: [main]", false],
  ["on:\n  push:\n    branches: main", false],
  ["on: { push: { branches: ['feature/*'] } }", true],
  ["on: { push: { branches: ['*'] } }", false],
  ["on: { push: { branches: ['**'] } }", true],
  ["on: { push: { branches: ['**', '!feature/**'] } }", false],
  ["on: { push: { branches: ['!feature/**', 'feature/1-*'] } }", true],
  ["on: { push: { branches: ['feature/[0-9]+-coupons?'] } }", true],
  ["on: { push: { branches: ['feature/1.coupons'] } }", false],
  ["on: { push: { branches: ['feature/[z-a]'] } }", false],
  ["on: { push: { branches-ignore: ['feature/**'] } }", false],
  ["on: { push: { branches-ignore: [main] } }", true],
  ["on: { push: { tags: ['v*'] } }", false],
  ["on: { push: { tags: ['v*'], branches: ['**'] } }", true],
  ["on: { pull_request: { branches: [main, 'release/**'] } }", true],
  ["on: { pull_request: { branches: [develop] } }", false],
  ["on: { pull_request: { branches-ignore: [main] } }", false],
  ["on: { pull_request: { types: [labeled] } }", false],
  ["on: { pull_request: { types: [opened, synchronize] } }", true],
  ["on: { pull_request: { paths: ['docs/**'] } }", true],
  ["on: { push: { branches: [main] }, pull_request: }", true],
  ["on: { schedule: [{ cron: '0 0 * * *' }] }\n# also on pull_request and push", false],
  ["on: workflow_dispatch\njobs: { a: { steps: [{ run: git push }] } }", false],
  ["on: [push", false],
  ["name: without events", false],
  ["", false],
] as const)("%j is waited for: %s", ([text, expected]) => {
  expect(expectsChecks([text], branches)).toBe(expected);
});

test("one workflow of several is enough", () => {
  expect(expectsChecks(["on: workflow_dispatch", "on: push"], branches)).toBe(true);
  expect(expectsChecks([], branches)).toBe(false);
});
