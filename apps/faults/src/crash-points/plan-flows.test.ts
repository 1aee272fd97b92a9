import { expect, test } from "vitest";
import { describePoint } from "../child/point.ts";
import { findPlaces } from "./find-places.ts";
import { modes } from "./modes.ts";
import { planFlows } from "./plan-flows.ts";

const places = findPlaces(
  Array.from(
    { length: 90 },
    (_, nth) => `github ${nth % 3 === 0 ? "POST" : "GET"} /${"x".repeat(nth)}`,
  ).flatMap((label) => [
    { label, side: "before" as const },
    { label, side: "after" as const },
  ]),
);
const namesOf = (flows: ReturnType<typeof planFlows>) =>
  flows.flatMap(({ kills }) => kills.map(describePoint)).toSorted();
const names = (chosen: typeof places) => chosen.map(({ point }) => describePoint(point)).toSorted();

test("CI dies once at every place, and under every network around what is written to GitHub", () => {
  const flows = planFlows(places, { full: false, seed: 1 });
  expect(namesOf(flows.filter(({ mode }) => mode === "ok"))).toEqual(names(places));
  for (const network of modes.filter((mode) => mode !== "ok"))
    expect(namesOf(flows.filter(({ mode }) => mode === network))).toEqual(
      names(places.filter(({ ofEffect }) => ofEffect)),
    );
});

test("under every network CI dies once at each other call that writes, at another of its places each time", () => {
  const labels = [
    "model POST /v1/messages",
    ...["read:issue", "advance:analyzing", "delivery:settle"].map(
      (step) => `engine insert into dbos.operation_outputs ${step}`,
    ),
  ];
  const written = findPlaces(labels.map((label) => ({ label, side: "after" as const })));
  const flows = planFlows(written, { full: false, seed: 1 }).filter(({ mode }) => mode !== "ok");
  for (const { kills } of flows)
    expect(new Set(kills.map(({ label }) => label.slice(0, 12)))).toEqual(
      new Set(["model POST /", "engine inser"]),
    );
  const steps = flows
    .flatMap(({ kills }) => kills.map(({ label }) => label))
    .filter((label) => label.startsWith("engine"));
  expect(steps).toHaveLength(modes.length - 1);
  expect(new Set(steps).size).toBe(3);
});

test("without trouble CI dies at each place at which it has not died yet, and once at every call that writes", () => {
  const steps = Array.from(
    { length: 9 },
    (_, nth) => `engine insert into dbos.operation_outputs ${"x".repeat(nth)}`,
  );
  const seen = findPlaces(
    ["github GET /meta", "model POST /v1/messages", ...steps].map((label) => ({
      label,
      side: "after" as const,
    })),
  );
  const flows = planFlows(seen, { full: false, seed: 1 });
  const calm = namesOf(flows.filter(({ mode }) => mode === "ok"));
  expect(new Set(namesOf(flows))).toEqual(new Set(names(seen)));
  // Nine places of one call, six of them under a network.
  expect(calm.filter((name) => name.includes("engine"))).toHaveLength(3);
  expect(calm).toEqual(expect.arrayContaining(["after github GET /meta", "after model POST /v1/messages"]));
});

test("where lists never catch up each lost answer has a flow of its own", () => {
  const alone = planFlows(places, { full: false, seed: 1 }).filter(
    ({ mode }) => mode === "lists that stay stale",
  );
  expect(alone.every(({ kills }) => kills.length === 1)).toBe(true);
  expect(namesOf(alone)).toEqual(names(places.filter(({ ofEffect }) => ofEffect)));
});

test("in full every place dies under every network with three seeds", () => {
  const flows = planFlows(places, { full: true, seed: 1 });
  const usual = flows.filter(({ mode }) => modes.includes(mode));
  expect(namesOf(usual)).toHaveLength(places.length * modes.length * 3);
  expect(new Set(flows.map(({ seed }) => seed)).size).toBeGreaterThanOrEqual(3);
});

test("deaths in one flow are apart from each other", () => {
  for (const { kills } of planFlows(places, { full: true, seed: 1 })) {
    const order = kills.map((kill) => places.findIndex(({ point }) => point === kill));
    expect(order.every((index, nth) => nth === 0 || index - (order[nth - 1] ?? 0) > 1)).toBe(true);
  }
});
