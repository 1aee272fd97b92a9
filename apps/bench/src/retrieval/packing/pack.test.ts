import { expect, test } from "vitest";
import { cutChunks } from "../documents/cut-chunks.ts";
import { packChunks } from "./pack-chunks.ts";
import { packFiles } from "./pack-files.ts";

/** 35 characters and the end of the line: ten tokens. */
const line = "x".repeat(35);
const file = (path: string, lines: number) => ({ path, text: Array<string>(lines).fill(line).join("\n") });

test("whole files are shown as far as the budget goes, and the last is cut", () => {
  expect(packFiles([file("a.ts", 3), file("b.ts", 9), file("c.ts", 1)], 75)).toEqual([
    { path: "a.ts", startLine: 1, endLine: 3 },
    { path: "b.ts", startLine: 1, endLine: 4 },
  ]);
});

test("a chunk that is too large leaves room for a smaller one", () => {
  const [large] = cutChunks("large.ts", file("", 40).text);
  const [small] = cutChunks("small.ts", file("", 5).text);
  if (large === undefined || small === undefined) throw new Error("A file has a chunk.");
  expect(packChunks([large, small], 100)).toEqual([{ path: "small.ts", startLine: 1, endLine: 5 }]);
});

test("chunks lie side by side and end with the file", () => {
  const lines = cutChunks("src/a.ts", file("", 90).text).map(({ startLine, endLine }) => [
    startLine,
    endLine,
  ]);
  expect(lines).toEqual([
    [1, 40],
    [41, 80],
    [81, 90],
  ]);
});
