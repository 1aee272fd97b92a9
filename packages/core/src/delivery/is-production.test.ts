import { expect, test } from "vitest";
import { isProduction } from "./is-production.ts";

test.for([
  ["Production", undefined, true],
  ["production – shop", undefined, true],
  ["live", true, true],
  ["Preview", false, false],
  ["live", undefined, false],
] as const)(
  "the environment %s, of which GitHub says %s, serves users: %s",
  ([environment, said, expected]) => {
    expect(isProduction({ environment, production_environment: said })).toBe(expected);
  },
);
