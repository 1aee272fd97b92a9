import type { Point } from "../child/point.ts";

/** What became of one flow. */
export interface FlowReport {
  readonly killed: readonly Point[];
  readonly violations: readonly string[];
}
