import { expect, test } from "vitest";
import { describePoint } from "../child/point.ts";
import { findPlaces } from "./find-places.ts";
import { modes } from "./modes.ts";
import { planFlows } from "./plan-flows.ts";

const places = findPlaces(
  Array.from(
    { length: 30 },
    (_, nth) => `github ${nth % 3 === 0 ? "POST" : "GET"} /${"x".repeat(nth)}`,
  ).flatMap((label) => [
    { label, side: "before" as const },
    { label, side: "after" as const },
  ]),
);
const namesOf = (flows: ReturnType<typeof planFlows>) =>
  flows.flatMap(({ kills }) => kills.map(describePoint));

test("CI dies once at every place that writes, and under three more networks at what writes to GitHub", () => {
  const flows = planFlows(places, { full: false, seed: 1 });
  const calm = namesOf(flows.filter(({ mode }) => mode === "ok"));
  expect(calm.toSorted()).toEqual(
    places
      .filter(({ writes }) => writes)
      .map(({ point }) => describePoint(point))
      .toSorted(),
  );
  expect(new Set(flows.map(({ mode }) => mode)).size).toBe(4);
});

test("other seeds choose other networks, and all of them in the end", () => {
  const drawn = Array.from({ length: 20 }, (_, seed) => planFlows(places, { full: false, seed }));
  expect(new Set(drawn.flat().map(({ mode }) => mode)).size).toBe(modes.length);
});

test("in full every place dies under every network with three seeds", () => {
  const flows = planFlows(places, { full: true, seed: 1 });
  expect(namesOf(flows)).toHaveLength(places.length * modes.length * 3);
});

test("deaths in one flow come in the order of the way", () => {
  for (const { kills } of planFlows(places, { full: true, seed: 1 })) {
    const order = kills.map((kill) => places.findIndex(({ point }) => point === kill));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  }
});
