import { expect, test } from "vitest";
import { countTests, type TestResults } from "./count-tests.ts";

const green: TestResults = { numPassedTests: 3, numFailedTests: 0, testResults: [] };

test("when everything passed, CI says so in one line", () => {
  expect(countTests(green, [])).toEqual({ lines: ["3 passed, 0 failed"], failed: 0 });
});

test("a check or a demo that failed is named, and counts", () => {
  const { lines, failed } = countTests(green, ["check", "demo bugfix-javascript"]);
  expect(lines).toEqual(["failed: check", "failed: demo bugfix-javascript", "3 passed, 2 failed"]);
  expect(failed).toBe(2);
});

test("without results the tests failed, once", () => {
  for (const suites of [[], ["test"]])
    expect(countTests(undefined, suites)).toEqual({
      lines: ["failed: test", "0 passed, 1 failed"],
      failed: 1,
    });
});

test("results without a test are no success", () => {
  expect(countTests({ ...green, numPassedTests: 0 }, []).failed).toBe(1);
});

test("tests that ended with an error while none of them failed count as one that did", () => {
  expect(countTests(green, ["test"]).lines).toEqual(["failed: test", "3 passed, 1 failed"]);
});

test("tests that failed are not counted as a suite again", () => {
  expect(countTests({ ...green, numFailedTests: 2 }, ["test"]).lines).toEqual(["3 passed, 2 failed"]);
});

test("a test that did not run and a file that could not be loaded are named", () => {
  const skipped = { status: "skipped", fullName: "the store on a real Postgres" };
  const results: TestResults = {
    ...green,
    testResults: [
      { status: "passed", name: "a.test.ts", assertionResults: [skipped] },
      { status: "failed", name: "b.test.ts", assertionResults: [] },
    ],
  };
  expect(countTests(results, ["test"]).lines).toEqual([
    "did not run: the store on a real Postgres",
    "could not be loaded: b.test.ts",
    "3 passed, 1 failed",
  ]);
});
