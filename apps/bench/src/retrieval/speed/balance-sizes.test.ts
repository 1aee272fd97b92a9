import { expect, test } from "vitest";
import { balanceSizes } from "./balance-sizes.ts";

const items = [1, 1, 1, 1, 1, 10, 10, 30].map((bytes) => ({ bytes }));
const sizes = (count: number) => balanceSizes(items, { count, meanBytes: 6 }).map(({ bytes }) => bytes);

test("large and small ones take turns around the mean", () => {
  expect(sizes(5)).toEqual([10, 1, 10, 1, 30]);
});

test("when one kind is used up, the other goes on, and there are no more than there are", () => {
  expect(sizes(20)).toHaveLength(8);
});
