import { test } from "vitest";
import { surviveKills } from "./survive-kills.ts";

const seeds = [8, 9, 10];

test.for(seeds)(
  "the child is killed twice (seed %i) and everything still happens exactly once",
  async (seed) => {
    await surviveKills(seed);
  },
);
