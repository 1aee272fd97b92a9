import { expect, test } from "vitest";
import { judgePacking } from "./judge-packing.ts";

const range = (path: string, startLine: number, endLine = startLine) => ({ path, startLine, endLine });
const hunks = [range("a.ts", 10, 13), range("a.ts", 40), range("b.ts", 1, 5)];
const gold = ["a.ts", "b.ts"];

test("places count when one of their lines is shown, lines when they are, files when anything of them is", () => {
  const packed = [range("a.ts", 12, 20), range("b.ts", 100, 120), range("c.ts", 1, 99)];
  expect(judgePacking(packed, hunks, gold)).toEqual({ hunks: 1 / 3, lines: 2 / 10, files: 1 });
});

test("a line that is shown twice is seen once", () => {
  expect(judgePacking([range("a.ts", 40), range("a.ts", 1, 60)], hunks, gold)).toEqual({
    hunks: 2 / 3,
    lines: 5 / 10,
    files: 1 / 2,
  });
});

test("showing nothing finds nothing", () => {
  expect(judgePacking([], hunks, gold)).toEqual({ hunks: 0, lines: 0, files: 0 });
});
