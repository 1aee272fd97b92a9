import type { Point } from "../child/point.ts";
import type { Place } from "./find-places.ts";
import { type Mode, modes } from "./modes.ts";

/** One flow that is going to be driven. */
export interface PlannedFlow {
  readonly mode: Mode;
  /** Of the faults. */
  readonly seed: number;
  readonly kills: readonly Point[];
}

/** How much is planned. */
export interface PlanOptions {
  readonly full: boolean;
  readonly seed: number;
}

/** Kills on one way: a flow costs as much as five starts, and its runs end after a hundred. */
const KILLS_PER_FLOW = 35;
const SEEDS_IN_FULL = 3;

/**
 * Pure: which flows there are. In CI each place once, and under every network each call that writes: those about a write to
 * GitHub wherever they are, any other at one of its places, another one under each network, which is its once. In full every
 * place under every network with three seeds.
 */
export function planFlows(places: readonly Place[], { full, seed }: PlanOptions): readonly PlannedFlow[] {
  if (full)
    return [
      ...modes.flatMap((mode) =>
        Array.from({ length: SEEDS_IN_FULL }, (_, nth) => plan(places, mode, seed + nth)).flat(),
      ),
      ...planUnknowable(places, seed),
    ];
  const effects = places.filter(({ ofEffect }) => ofEffect);
  const networks = modes.filter((mode) => mode !== "ok");
  const others = networks.map((_network, nth) => onePerCall(places, seed + nth));
  const met = new Set(others.flat());
  const last = new Set(onePerCall(places, seed + networks.length));
  const left = places.filter((place) => !met.has(place) || last.has(place));
  return [
    // The longest first, so that nobody waits for them in the end.
    ...networks.flatMap((mode, nth) => plan([...effects, ...(others[nth] ?? [])], mode, seed)),
    ...plan(left, "ok", seed),
    ...planUnknowable(places, seed),
  ];
}

/** Of each call that writes, but not to GitHub, one place: the next one with every turn. */
function onePerCall(places: readonly Place[], turn: number): readonly Place[] {
  const others = places.filter(({ writes, ofEffect }) => writes && !ofEffect);
  const byCall = [...Map.groupBy(others, ({ call }) => call).values()];
  return byCall.flatMap((alike) => alike[turn % alike.length] ?? []);
}

/** An answer of GitHub died with the process, and no list will show what it was about: each has a flow of its own. */
function planUnknowable(places: readonly Place[], seed: number): readonly PlannedFlow[] {
  const writes = places.filter(({ ofEffect, point }) => ofEffect && point.label.startsWith("github "));
  return writes.map(({ point }, nth) => ({
    mode: "lists that stay stale",
    seed: seed + nth,
    kills: [point],
  }));
}

/** As far apart as they can be, so that no two of them are one. */
function plan(places: readonly Place[], mode: Mode, seed: number): readonly PlannedFlow[] {
  const flows = Math.ceil(places.length / KILLS_PER_FLOW);
  return Array.from({ length: flows }, (_, first) => ({
    mode,
    seed: seed + first,
    kills: places.filter((_place, index) => index % flows === first).map(({ point }) => point),
  }));
}
