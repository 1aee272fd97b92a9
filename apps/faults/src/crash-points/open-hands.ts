import { messageOf } from "@osorganicai/core";
import type { Point } from "../child/point.ts";
import type { SuiteStage } from "../suites/suite.ts";
import { openRoom, type Room } from "../world/open-room.ts";
import { readEnd } from "../world/read-end.ts";
import { type Driven, driveFlow } from "./drive-flow.ts";
import { findViolations, type Traces } from "./find-violations.ts";
import type { FlowReport } from "./flow-report.ts";
import { faultsOf } from "./modes.ts";
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
      room ??= await openRoom(stage);
      const { driven, traces } = await follow(room, planned);
      const { rested, killed } = driven;
      const mayBlock = planned.mode === "stale lists";
      return { killed, violations: findViolations(expected, traces, { rested, killed, mayBlock }) };
    } catch (error) {
      return { killed: planned.kills, violations: [messageOf(error)] };
    }
  }

  return {
    async work(piece) {
      const planned = "flow" in piece ? piece.flow : piece;
      const report = await survive(planned);
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
  const room = await openRoom(stage, { onPoint: (point) => void points.push(point) });
  try {
    const { driven, traces } = await follow(room, { mode: "ok", seed: 0, kills: [] }, true);
    if (!driven.rested || traces.end.status !== "in_review")
      throw new Error(`A flow in which nothing goes wrong ends otherwise: ${JSON.stringify(traces.end)}`);
    return { points, traces };
  } finally {
    await room.close();
  }
}

async function follow(
  room: Room,
  { mode, seed, kills }: PlannedFlow,
  record = false,
): Promise<{ readonly driven: Driven; readonly traces: Traces }> {
  const { world } = room;
  const mark = await markJournals(world);
  await world.twin.setFaults(faultsOf(mode, seed));
  const driven = await driveFlow(world, room.worker, {
    kills,
    record,
  });
  room.worker = driven.worker;
  await world.twin.setFaults([]);
  const end = await readEnd(world, driven.issue);
  return { driven, traces: { end, ...(await readJournals(world, mark)) } };
}
