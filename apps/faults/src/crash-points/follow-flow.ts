import type { SuiteStage } from "../suites/suite.ts";
import { openRoom, type Room, type RoomOptions } from "../world/open-room.ts";
import { readEnd } from "../world/read-end.ts";
import { type Driven, driveFlow } from "./drive-flow.ts";
import type { Traces } from "./find-violations.ts";
import { faultsOf, type Patience, patience } from "./modes.ts";
import type { PlannedFlow } from "./plan-flows.ts";
import { markJournals, readJournals } from "./read-journals.ts";

/** As much of a stage as a flow needs. */
export type FlowStage = Omit<SuiteStage, "baseline">;

/** How long lists may be behind, and how long we look. */
export function patienceOf({ effort }: Pick<FlowStage, "effort">): Patience {
  return effort.full ? patience.full : patience.ci;
}

/** A room whose child looks for so long. */
export function openPatientRoom(stage: FlowStage, options: Omit<RoomOptions, "github"> = {}): Promise<Room> {
  const { settlePausesMs, holdMs } = patienceOf(stage);
  return openRoom(stage, { ...options, github: { settlePausesMs, holdMs } });
}

/** Drives a flow under its network, and collects what it left behind. */
export async function followFlow(
  room: Room,
  { mode, seed, kills }: PlannedFlow,
  { longestLagMs, record }: Pick<Patience, "longestLagMs"> & { readonly record: boolean },
): Promise<{ readonly driven: Driven; readonly traces: Traces }> {
  const { world } = room;
  const mark = await markJournals(world);
  await world.setWeather(faultsOf(mode, { seed, longestLagMs }));
  const driven = await driveFlow(world, room.worker, { kills, record });
  room.worker = driven.worker;
  await world.setWeather([]);
  const end = await readEnd(world, driven.issue);
  return { driven, traces: { end, ...(await readJournals(world, mark)) } };
}
