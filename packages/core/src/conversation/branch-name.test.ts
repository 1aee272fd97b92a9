import { expect, test } from "vitest";
import { branchName } from "./branch-name.ts";

test.for([
  ["feature", "Coupon codes at checkout", "feature/12-coupon-codes-at-checkout"],
  ["bugfix", "Crash: empty cart → NaN!", "bugfix/12-crash-empty-cart-nan"],
  ["feature", "Größe wählen", "feature/12-gro-e-wahlen"],
  ["feature", "優惠券", "feature/12-change"],
  ["feature", "../../etc/passwd", "feature/12-etc-passwd"],
] as const)("a %s called %j", ([kind, title, branch]) => {
  expect(branchName(12, { kind, title })).toBe(branch);
});

test("a long title is cut between words", () => {
  const branch = branchName(1, { kind: "feature", title: "word ".repeat(30) });
  expect(branch.length).toBeLessThanOrEqual("feature/1-".length + 48);
  expect(branch).toMatch(/-word$/);
});
