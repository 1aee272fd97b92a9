import { expect, test } from "vitest";
import { invert } from "./invert.ts";
import { invertPacked, packOccurrence } from "./invert-packed.ts";

const occurrences = [
  [0, 2, 1],
  [0, 0, 300],
  [1, 2, 4],
  [3, 1, 1],
] as const;

test("where terms occur is told in the order of documents, up to 255 times", () => {
  const column = (at: 0 | 1 | 2) => Uint32Array.from(occurrences, (occurrence) => occurrence[at]);
  const { starts, documents, counts } = invert(
    { documents: column(0), terms: column(1), counts: column(2) },
    3,
  );
  expect([...starts]).toEqual([0, 1, 2, 4]);
  expect([...documents]).toEqual([0, 3, 0, 1]);
  expect([...counts]).toEqual([255, 1, 1, 4]);
});

test("packed, it is the same", () => {
  const packed = Uint32Array.from(occurrences, ([, term, count]) => packOccurrence(term, count));
  const { starts, documents, counts } = invertPacked({ packed, ends: Uint32Array.of(2, 3, 3, 4) }, 3);
  expect([[...starts], [...documents], [...counts]]).toEqual([
    [0, 1, 2, 4],
    [0, 3, 0, 1],
    [255, 1, 1, 4],
  ]);
});
