import { test } from "vitest";
import { surviveKills } from "./survive-kills.ts";

const seeds = [5, 6, 7];

test.for(seeds)(
  "the child is killed twice (seed %i) and everything still happens exactly once",
  async (seed) => {
    await surviveKills(seed);
  },
);
