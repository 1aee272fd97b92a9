import { expect, test } from "vitest";
import { planKills } from "./send-all.ts";

test("the app and its database die mixed, as often as was said", () => {
  const victims = planKills({ appKills: 5, databaseKills: 3 });
  expect(victims.filter((victim) => victim === "app")).toHaveLength(5);
  expect(victims).toHaveLength(8);
  expect(victims.join()).not.toContain("database,database");
});
