import { expect, test } from "vitest";
import { findPlaces } from "../crash-points/find-places.ts";
import { drawRounds } from "./draw-rounds.ts";

const places = findPlaces(
  Array.from({ length: 40 }, (_, nth) => ({
    label: `github POST /${"x".repeat(nth)}`,
    side: "after" as const,
  })),
);

test("rounds are spread over the whole way, and the same for the same seed", () => {
  const indexes = (seed: number) =>
    drawRounds(places, { rounds: 10, seed }).map((drawn) => places.findIndex(({ point }) => point === drawn));
  expect(indexes(1)).toEqual(indexes(1));
  expect(indexes(1)).not.toEqual(indexes(2));
  expect(indexes(1).map((index) => Math.floor(index / 4))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("there may be more rounds than places", () => {
  expect(drawRounds(places, { rounds: 200, seed: 1 })).toHaveLength(200);
});
