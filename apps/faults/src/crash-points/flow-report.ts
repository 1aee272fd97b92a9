import type { Point } from "../child/point.ts";

/** What became of one flow. */
export interface FlowReport {
  readonly killed: readonly Point[];
  /** Whether it stopped for a human. */
  readonly blocked: boolean;
  readonly violations: readonly string[];
}
