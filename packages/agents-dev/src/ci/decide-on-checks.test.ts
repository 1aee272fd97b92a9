import type { Check } from "@osorganicai/core";
import { expect, test } from "vitest";
import { decideOnChecks } from "./decide-on-checks.ts";
import { renderChecks } from "./render-checks.ts";

const check = (state: Check["state"], name = "test"): Check => ({
  name,
  state,
  summary: "1 failing",
  url: undefined,
});

test.for([
  ["nothing has reported yet", [], true, "pending"],
  ["there is no CI", [], false, "absent"],
  ["one still runs", [check("success"), check("pending")], true, "pending"],
  ["one failed but another still runs", [check("failure"), check("pending")], true, "pending"],
  ["all passed", [check("success"), check("success", "lint")], true, "green"],
  ["one failed", [check("success"), check("failure", "lint")], true, "red"],
] as const)("when %s, the verdict is clear", ([, checks, expected, kind]) => {
  expect(decideOnChecks(checks, { expected }).kind).toBe(kind);
});

test("the comment shows every check and the report of those that failed", () => {
  const checks = [check("success"), { ...check("failure", "lint"), url: "https://example.test/1" }];
  const text = renderChecks(decideOnChecks(checks, { expected: true }), checks, "abcdef1234");
  expect(text).toContain("### CI failed");
  expect(text).toContain("| ✅ | test | success |");
  expect(text).toContain("| ❌ | [lint](https://example.test/1) | failure |");
  expect(text).toContain("**lint** failed:\n\n```\n1 failing\n```");
  expect(text).toContain("Commit abcdef1.");
});
