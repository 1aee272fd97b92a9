import type { Check, CheckSuite } from "@osorganicai/core";
import { expect, test } from "vitest";
import { decideOnChecks } from "./decide-on-checks.ts";
import { renderChecks } from "./render-checks.ts";

const check = (state: Check["state"], name = "test"): Check => ({
  name,
  state,
  summary: "1 failing",
  url: undefined,
});

const suite = (state: CheckSuite["state"], runs = 1, app = "github-actions"): CheckSuite => ({
  app,
  state,
  runs,
});
const cla = check("success", "license/cla");

test.for([
  ["nothing has reported yet", [], [], true, "pending"],
  ["there is no CI", [], [], false, "absent"],
  ["one still runs", [check("success"), check("pending")], [suite("pending")], true, "pending"],
  [
    "one failed but another still runs",
    [check("failure"), check("pending")],
    [suite("pending")],
    true,
    "pending",
  ],
  ["all passed", [check("success"), check("success", "lint")], [suite("success")], true, "green"],
  ["one failed", [check("success"), check("failure", "lint")], [suite("failure")], true, "red"],
  ["a job still waits for the first one", [check("success")], [suite("pending")], true, "pending"],
  [
    "a second workflow has no job yet",
    [check("success")],
    [suite("success"), suite("pending", 0)],
    true,
    "pending",
  ],
  ["only a commit status has reported", [cla], [], true, "pending"],
  ["only a failed commit status has reported", [check("failure", "license/cla")], [], true, "pending"],
  [
    "only another App's check run has reported",
    [check("success", "review")],
    [suite("success", 1, "vercel")],
    true,
    "pending",
  ],
  [
    "another App's check still runs",
    [check("success")],
    [suite("success"), suite("pending", 1, "circleci")],
    true,
    "pending",
  ],
  [
    "another App has opened a suite and never reports",
    [check("success")],
    [suite("success"), suite("pending", 0, "dependabot")],
    true,
    "green",
  ],
  ["no workflow is expected and another CI passed", [check("success", "jenkins")], [], false, "green"],
  ["no workflow is expected and one runs all the same", [cla], [suite("pending")], false, "pending"],
  ["a workflow could not be started", [], [suite("failure", 0)], true, "red"],
] as const)("when %s, the verdict is clear", ([, checks, suites, expected, kind]) => {
  expect(decideOnChecks({ checks, suites, expected }).kind).toBe(kind);
});

test("the comment shows every check and the report of those that failed", () => {
  const checks = [check("success"), { ...check("failure", "lint"), url: "https://example.test/1" }];
  const text = renderChecks(
    decideOnChecks({ checks, suites: [suite("failure")], expected: true }),
    checks,
    "abcdef1234",
  );
  expect(text).toContain("### CI failed");
  expect(text).toContain("| ✅ | test | success |");
  expect(text).toContain("| ❌ | [lint](https://example.test/1) | failure |");
  expect(text).toContain("**lint** failed:\n\n```\n1 failing\n```");
  expect(text).toContain("Commit abcdef1.");
});
