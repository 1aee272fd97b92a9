import { expect, test } from "vitest";
import { summarizeCoverage } from "./summarize-coverage.ts";

const counted = (covered: number, total: number) => ({
  lines: { covered, total },
  branches: { covered: 0, total: 0 },
});

test("each package has a row, and all together have one, rounded down", () => {
  const table = summarizeCoverage({
    total: counted(99, 100),
    "/a/packages/store/src/ask.ts": counted(1, 1),
    "/a/packages/core/src/a.ts": counted(1, 2),
    "/a/packages/core/src/deep/b.ts": counted(197, 198),
  });
  expect(table.split("\n").slice(2)).toEqual([
    "| packages/core | 99 % | – |",
    "| packages/store | 100 % | – |",
    "| **all** | 99 % | – |",
  ]);
});
