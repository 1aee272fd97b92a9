import { expect, test } from "vitest";
import { compareVersions } from "./compare-versions.ts";

/** From semver.org, and two snapshots as changesets name them. */
const ascending = [
  "0.0.0-canary-20261122154944-364daa2",
  "0.0.0-canary-20261123000000-0a1b2c3",
  "0.0.0",
  "0.9.0",
  "0.10.0",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "2.0.0",
];

test("versions are in the order of semver.org", () => {
  const sign = (a: string, b: string) => Math.sign(compareVersions(a, b));
  for (const [i, a] of ascending.entries())
    for (const [j, b] of ascending.entries()) expect([a, b, sign(a, b)]).toEqual([a, b, Math.sign(i - j)]);
});

test("what was built when does not count", () => {
  expect(compareVersions("1.0.0+linux", "1.0.0+mac")).toBe(0);
});
