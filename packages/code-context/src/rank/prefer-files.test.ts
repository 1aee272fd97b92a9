import { expect, test } from "vitest";
import { preferFiles } from "./prefer-files.ts";

const ranked = [
  { path: "a", score: 3, explanation: { path: 3 } },
  { path: "b", score: 2, explanation: { path: 2 } },
  { path: "c", score: 1, explanation: { path: 1 } },
];

test("preferred files take the first places with what these are worth, and nothing is lost or added", () => {
  expect(preferFiles(ranked, ["c", "nowhere", "b", "c"])).toEqual([
    { path: "c", score: 3, explanation: { path: 1 } },
    { path: "b", score: 2, explanation: { path: 2 } },
    { path: "a", score: 1, explanation: { path: 3 } },
  ]);
});

test("without a preference all stays as it was", () => {
  expect(preferFiles(ranked, [])).toBe(ranked);
  expect(preferFiles(ranked, ["nowhere"])).toEqual(ranked);
});
