import { expect, test } from "vitest";
import { cutChunks } from "./cut-chunks.ts";

const lines = (count: number, line = "x") => Array.from({ length: count }, () => line);
const definition = (startLine: number) => ({
  name: "f",
  kind: "function" as const,
  startLine,
  endLine: startLine,
});

test("a file is cut where a definition begins, with the comment above it", () => {
  const file = [...lines(20), "// What it does", "function f() {", ...lines(20)];
  expect(cutChunks(file, [definition(22)])).toEqual([
    { startLine: 1, endLine: 20 },
    { startLine: 21, endLine: 42 },
  ]);
});

test("definitions of a line or two stay together", () => {
  expect(cutChunks(lines(12), [2, 4, 6, 8].map(definition))).toEqual([{ startLine: 1, endLine: 12 }]);
});

test("what is long is cut at an empty line, or anywhere", () => {
  const file = [...lines(30), "", ...lines(60)];
  expect(cutChunks(file, [])).toEqual([
    { startLine: 1, endLine: 31 },
    { startLine: 32, endLine: 71 },
    { startLine: 72, endLine: 91 },
  ]);
});

test("an empty file has no chunks", () => expect(cutChunks([], [])).toEqual([]));
