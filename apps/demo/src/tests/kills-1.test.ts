import { expect, test } from "vitest";
import { drawMoments, KILLS_PER_FLOW } from "./kill-moments.ts";
import { surviveKills } from "./survive-kills.ts";

const seeds = [1, 2, 3, 4];

test.for(seeds)(
  "the child is killed twice (seed %i) and everything still happens exactly once",
  async (seed) => {
    await surviveKills(seed);
  },
);

test("ten seeds make twenty moments, in all three places", () => {
  const moments = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap(drawMoments);
  expect(moments).toHaveLength(10 * KILLS_PER_FLOW);
  expect(new Set(moments.map(({ inside }) => inside)).size).toBe(3);
});
