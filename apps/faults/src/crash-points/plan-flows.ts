import type { Point } from "../child/point.ts";
import { createDraws } from "../world/create-draws.ts";
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

/** Kills on one way: as far apart as they can be, because starting again is what costs time. */
const KILLS_PER_FLOW = 6;
/** Modes beside `ok` that CI has time for; which ones is drawn. */
const MODES_IN_CI = 3;
const SEEDS_IN_FULL = 3;

/**
 * Pure: which flows there are. In CI each place where something is written once, and each write to GitHub under some of
 * the modes; in full every place under every mode with three seeds.
 */
export function planFlows(places: readonly Place[], { full, seed }: PlanOptions): readonly PlannedFlow[] {
  if (full)
    return modes.flatMap((mode) =>
      Array.from({ length: SEEDS_IN_FULL }, (_, nth) => plan(places, mode, seed + nth)).flat(),
    );
  const writes = places.filter(({ writes }) => writes);
  const toGitHub = places.filter(({ writesToGitHub }) => writesToGitHub);
  return [...plan(writes, "ok", seed), ...drawModes(seed).flatMap((mode) => plan(toGitHub, mode, seed))];
}

function plan(places: readonly Place[], mode: Mode, seed: number): readonly PlannedFlow[] {
  const flows = Math.ceil(places.length / KILLS_PER_FLOW);
  return Array.from({ length: flows }, (_, first) => ({
    mode,
    seed: seed + first,
    kills: places.filter((_place, index) => index % flows === first).map(({ point }) => point),
  }));
}

function drawModes(seed: number): readonly Mode[] {
  const draw = createDraws(seed);
  const left = modes.filter((mode) => mode !== "ok");
  return Array.from({ length: MODES_IN_CI }, () => left.splice(Math.floor(draw() * left.length), 1)).flat();
}
