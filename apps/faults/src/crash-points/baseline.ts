import type { Point } from "../child/point.ts";
import type { Traces } from "./find-violations.ts";

/** A flow in which nothing goes wrong. */
export interface Baseline {
  /** Everything it passed, in order. */
  readonly points: readonly Point[];
  /** What it leaves behind: what every other flow has to leave behind, too. */
  readonly traces: Traces;
}
