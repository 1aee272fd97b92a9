import { expect, test } from "vitest";
import { findGaps } from "./prove.ts";

const run = (exitCode: number, command = "npm test") => ({
  command,
  exitCode,
  output: "1 failing",
  durationMs: 10,
});

const proof = { change: [run(0)], testsOnBase: [run(1)], baseTests: [run(0)] };

test("red on base and green with the change is a proof", () => {
  expect(findGaps(proof, [])).toEqual([]);
});

test("a failing check is shown with its output", () => {
  const change = [run(0, "npm run lint"), run(2)];
  expect(findGaps({ change, testsOnBase: [], baseTests: [] }, [])).toEqual([
    "`npm test` fails with exit code 2:\n1 failing",
  ]);
});

test("tests that pass without the change prove nothing", () => {
  expect(findGaps({ ...proof, testsOnBase: [run(0)] }, [])[0]).toContain("prove nothing");
});

test("existing tests may fail with the change only when the change altered some of them", () => {
  const baseTests = [run(1)];
  expect(findGaps({ ...proof, baseTests }, ["test/cart.test.ts"])).toEqual([]);
  expect(findGaps({ ...proof, baseTests }, [])[0]).toMatch(/tests that were there fail.*exit code 1/s);
});
