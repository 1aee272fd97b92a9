import { messageOf } from "@osorganicai/core";
import type { SuiteStage } from "../suites/suite.ts";
import type { Room } from "../world/open-room.ts";
import { findViolations, type Traces } from "./find-violations.ts";
import type { FlowReport } from "./flow-report.ts";
import { followFlow, openPatientRoom, patienceOf } from "./follow-flow.ts";
import type { PlannedFlow } from "./plan-flows.ts";

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
      const { driven, traces } = await followFlow(room, planned, { ...patienceOf(stage), record: false });
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
