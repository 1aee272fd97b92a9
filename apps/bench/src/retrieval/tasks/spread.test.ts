import { expect, test } from "vitest";
import { spread } from "./spread.ts";

test("a part of the tasks is spread over all of them", () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([0, 4, 7]);
});

test("all are taken when no number is given, or a larger one", () => {
  expect([spread([1, 2]), spread([1, 2], 5)]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});
