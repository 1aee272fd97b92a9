import { expect, test } from "vitest";
import { countTests, type TestResults } from "./count-tests.ts";

const ofTest = (results: TestResults | undefined) => [{ suite: "test", results }];

const green: TestResults = { numPassedTests: 3, numFailedTests: 0, testResults: [] };

test("when everything passed, CI says so in one line", () => {
  expect(countTests(ofTest(green), [])).toEqual({ lines: ["3 passed, 0 failed"], failed: 0 });
});

test("a check or a demo that failed is named, and counts", () => {
  const { lines, failed } = countTests(ofTest(green), ["check", "demo bugfix-javascript"]);
  expect(lines).toEqual(["failed: check", "failed: demo bugfix-javascript", "3 passed, 2 failed"]);
  expect(failed).toBe(2);
});

test("without results the tests failed, once", () => {
  for (const suites of [[], ["test"]])
    expect(countTests(ofTest(undefined), suites)).toEqual({
      lines: ["failed: test", "0 passed, 1 failed"],
      failed: 1,
    });
});

test("results without a test are no success", () => {
  expect(countTests(ofTest({ ...green, numPassedTests: 0 }), []).failed).toBe(1);
});

test("tests that ended with an error while none of them failed count as one that did", () => {
  expect(countTests(ofTest(green), ["test"]).lines).toEqual(["failed: test", "3 passed, 1 failed"]);
});

test("tests that failed are not counted as a suite again", () => {
  expect(countTests(ofTest({ ...green, numFailedTests: 2 }), ["test"]).lines).toEqual(["3 passed, 2 failed"]);
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
  expect(countTests(ofTest(results), ["test"]).lines).toEqual([
    "did not run: the store on a real Postgres",
    "could not be loaded: b.test.ts",
    "3 passed, 1 failed",
  ]);
});

test("two suites are counted together, and each fails alone", () => {
  const suites = [...ofTest(green), { suite: "fleet", results: { ...green, numFailedTests: 1 } }];
  expect(countTests(suites, ["fleet"]).lines).toEqual(["6 passed, 1 failed"]);
  const broken = [...ofTest(green), { suite: "fleet", results: undefined }];
  expect(countTests(broken, ["fleet"]).lines).toEqual(["failed: fleet", "3 passed, 1 failed"]);
});

test("a suite that could not run at all names its tests, and is no failure", () => {
  const skipped = [{ status: "skipped", fullName: "the real Renovate" }];
  const testResults = [{ status: "passed", name: "a.test.ts", assertionResults: skipped }];
  const suites = [
    ...ofTest(green),
    { suite: "fleet", results: { numPassedTests: 0, numFailedTests: 0, testResults } },
  ];
  expect(countTests(suites, []).lines).toEqual(["did not run: the real Renovate", "3 passed, 0 failed"]);
});
