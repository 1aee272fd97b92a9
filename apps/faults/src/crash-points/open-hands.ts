import { messageOf } from "@osorganicai/core";
import type { Point } from "../child/point.ts";
import type { SuiteStage } from "../suites/suite.ts";
import { openRoom, type Room } from "../world/open-room.ts";
import { readEnd } from "../world/read-end.ts";
import { type Driven, driveFlow } from "./drive-flow.ts";
import { findViolations, type Traces } from "./find-violations.ts";
import type { FlowReport } from "./flow-report.ts";
import { faultsOf, type Patience, patience } from "./modes.ts";
import type { PlannedFlow } from "./plan-flows.ts";
import { markJournals, readJournals } from "./read-journals.ts";

/** GitHub's log of deliveries grows with every flow, and every start reads it. */
const FLOWS_PER_WORLD = 12;

/** Works off flows one after the other, in a world that is made anew when something broke in it. */
export async function openHands(
  stage: SuiteStage,
  expected: Traces,
): Promise<{
  work(flow: PlannedFlow | { readonly flow: PlannedFlow }): Promise<FlowReport>;
  close(): Promise<void>;
}> {
  let room: Room | undefined;
  let done = 0;

  async function close(): Promise<void> {
    await room?.close();
    room = undefined;
  }

  async function survive(planned: PlannedFlow): Promise<FlowReport> {
    try {
      room ??= await openPatientRoom(stage);
      const { driven, traces } = await follow(room, planned, { ...patienceOf(stage), record: false });
      const { rested, killed } = driven;
      const mayBlock = planned.mode === "lists that stay stale";
      const violations = findViolations(expected, traces, { rested, killed, mayBlock });
      return { killed, violations, blocked: traces.end.status === "blocked" };
    } catch (error) {
      return { killed: planned.kills, violations: [messageOf(error)], blocked: false };
    }
  }

  return {
    async work(piece) {
      const planned = "flow" in piece ? piece.flow : piece;
      const startedAt = performance.now();
      const report = await survive(planned);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      stage.say(
        `  network ${planned.mode}: ${report.killed.length} deaths, ${seconds} s${report.violations.length > 0 ? ", broken" : ""}`,
      );
      done += 1;
      if (report.violations.length > 0 || done % FLOWS_PER_WORLD === 0) await close();
      return report;
    },
    close,
  };
}

/** A flow in which nothing goes wrong: its places, and what it leaves behind. */
export async function recordBaseline(
  stage: SuiteStage,
): Promise<{ readonly points: readonly Point[]; readonly traces: Traces }> {
  const points: Point[] = [];
  const room = await openPatientRoom(stage, (point) => void points.push(point));
  try {
    const nothing = { mode: "ok", seed: 0, kills: [] } as const;
    const { driven, traces } = await follow(room, nothing, { ...patienceOf(stage), record: true });
    if (!driven.rested || traces.end.status !== "in_review")
      throw new Error(`A flow in which nothing goes wrong ends otherwise: ${JSON.stringify(traces.end)}`);
    return { points, traces };
  } finally {
    await room.close();
  }
}

function patienceOf({ effort }: SuiteStage): Patience {
  return effort.full ? patience.full : patience.ci;
}

function openPatientRoom(stage: SuiteStage, onPoint?: (point: Point) => void): Promise<Room> {
  const { settlePausesMs } = patienceOf(stage);
  return openRoom(stage, { github: { settlePausesMs }, ...(onPoint && { onPoint }) });
}

async function follow(
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
