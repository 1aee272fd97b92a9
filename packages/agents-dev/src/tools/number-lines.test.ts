import { expect, test } from "vitest";
import { numberLines } from "./number-lines.ts";

const file = (lines: number) => Array.from({ length: lines }, (_, index) => `line ${index + 1}`).join("\n");

test("every line has its number, the last one too", () => {
  expect(numberLines("a\nb")).toBe("1\ta\n2\tb");
  expect(numberLines(file(9), 8)).toBe("8\tline 8\n9\tline 9");
});

test("a part says how to read on", () => {
  expect(numberLines(file(9), 2, 3)).toBe("2\tline 2\n3\tline 3\n… 6 more lines; read from line 4.");
});

test("nobody reads more than 600 lines at once", () => {
  expect(numberLines(file(601))).toMatch(/\n600\tline 600\n… 1 more lines; read from line 601\.$/);
  expect(numberLines(file(2000), 2, 2000)).toContain("read from line 602.");
});

test("a line behind the end is answered with where the end is", () => {
  expect(numberLines(file(3), 4)).toBe("The file has only 3 lines.");
  expect(numberLines(file(3), 3, 2)).toBe("Line 2 comes before line 3.");
});
