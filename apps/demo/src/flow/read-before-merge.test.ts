import { expect, test } from "vitest";
import { comesBefore } from "./read-before-merge.ts";

const previewThenMerge = (...happened: readonly string[]) =>
  comesBefore(
    happened,
    (entry) => entry === "preview",
    (entry) => entry === "merge",
  );

test.for([
  ["the preview came first", ["preview", "merge"], true],
  ["other things came in between", ["preview", "comment", "merge", "preview"], true],
  ["the preview came after the merge", ["merge", "preview"], false],
  ["there was no preview", ["comment", "merge"], false],
  ["there was no merge", ["preview", "comment"], false],
  ["nothing happened", [], false],
] as const)("when %s, that is seen", ([, happened, expected]) => {
  expect(previewThenMerge(...happened)).toBe(expected);
});
