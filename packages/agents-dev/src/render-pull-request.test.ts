import { expect, test } from "vitest";
import { renderCommitMessage, renderPullRequest } from "./render-pull-request.ts";

const contract = {
  revision: 2,
  kind: "feature",
  title: "Coupon codes",
  summary: "A code lowers the total.",
  criteria: [{ id: "AC1", text: "TEN | takes ten percent off" }],
  outOfScope: [],
  assumptions: [],
} as const;
const change = {
  summary: "Adds coupons.",
  criteria: [{ criterionId: "AC1", tests: ["AC1: ten off", "AC1: rounds"] }],
  checks: [{ command: "npm test", exitCode: 0, durationMs: 1234 }],
  testsOnBase: [{ command: "npm test", exitCode: 1, durationMs: 300 }],
  changedTests: [],
};

test("the body maps each criterion to its tests, and claims only what was measured", () => {
  const body = renderPullRequest({ contract, change, baseCommit: "a".repeat(40), issueNumber: 7 });
  expect(body).toMatch(/^Adds coupons\.\n/);
  expect(body).toContain("| **AC1** TEN \\| takes ten percent off | `AC1: ten off`<br>`AC1: rounds` |\n");
  expect(body).toContain(
    "- `npm test` on aaaaaaa with only the changed test files: exit code 1, so these tests need the change",
  );
  expect(body).toContain("- `npm test` with the change: passes in 1.2 s");
  expect(body).toContain("Contract revision 2 of #7.");
  expect(body).not.toMatch(/green|had to change/);
});

test("existing tests that had to change are named before anything else is shown", () => {
  const changedTests = ["test/cart.test.ts", "test/a|b.test.ts"];
  const body = renderPullRequest({
    contract,
    change: { ...change, changedTests },
    baseCommit: "a".repeat(40),
    issueNumber: 7,
  });
  expect(body).toMatch(
    /> \*\*Existing tests had to change:\*\* `test\/cart\.test\.ts`, `test\/a\\\|b\.test\.ts`\. .*human has to review[^]*## Acceptance/,
  );
});

test("the commit says what kind of change it is and for which issue", () => {
  expect(renderCommitMessage(contract, 7)).toBe("feat: Coupon codes (#7)\n\nA code lowers the total.\n");
  expect(renderCommitMessage({ ...contract, kind: "bugfix" }, 7)).toMatch(/^fix: /);
});
