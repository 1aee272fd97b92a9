import type { Point } from "../child/point.ts";
import type { Baseline } from "./baseline.ts";
import { type FlowStage, followFlow, openPatientRoom, patienceOf } from "./follow-flow.ts";

/** Drives it. @throws Error when it ends otherwise than in review */
export async function recordBaseline(stage: FlowStage): Promise<Baseline> {
  const points: Point[] = [];
  const room = await openPatientRoom(stage, { onPoint: (point) => void points.push(point) });
  try {
    const nothing = { mode: "ok", seed: 0, kills: [] } as const;
    const { driven, traces } = await followFlow(room, nothing, { ...patienceOf(stage), record: true });
    if (!driven.rested || traces.end.status !== "in_review")
      throw new Error(`A flow in which nothing goes wrong ends otherwise: ${JSON.stringify(traces.end)}`);
    return { points, traces };
  } finally {
    await room.close();
  }
}
