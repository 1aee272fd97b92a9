import { expect, test } from "vitest";
import { findGaps } from "./prove.ts";

const run = (exitCode: number, command = "npm test") => ({
  command,
  exitCode,
  output: "1 failing",
  durationMs: 10,
});

test("red on base and green with the change is a proof", () => {
  expect(findGaps({ change: [run(0)], testsOnBase: [run(1)] })).toEqual([]);
});

test("a failing check is shown with its output", () => {
  expect(findGaps({ change: [run(0, "npm run lint"), run(2)], testsOnBase: [] })).toEqual([
    "`npm test` fails with exit code 2:\n1 failing",
  ]);
});

test("tests that pass without the change prove nothing", () => {
  expect(findGaps({ change: [run(0)], testsOnBase: [run(0)] })[0]).toContain("prove nothing");
});
