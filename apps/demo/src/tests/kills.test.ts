import { expect, test } from "vitest";
import { drawMoments, KILLS_PER_FLOW } from "./kill-moments.ts";
import { surviveKills } from "./survive-kills.ts";

// On the embedded database; `test:faults` kills at every place on a Postgres.
const seeds = [2, 3, 4];

test.for(seeds)(
  "the child is killed twice (seed %i) and everything still happens exactly once",
  { timeout: 120_000 },
  async (seed) => {
    await surviveKills(seed);
  },
);

test("the seeds make six moments, in all three places", () => {
  const moments = seeds.flatMap(drawMoments);
  expect(moments).toHaveLength(seeds.length * KILLS_PER_FLOW);
  expect(new Set(moments.map(({ inside }) => inside)).size).toBe(3);
});
