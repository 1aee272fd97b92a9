import type { RunSummary } from "@osorganicai/core";
import { isFailure } from "./step-result.ts";

/** A stored step, as far as it matters here. */
export interface StoredStep {
  /** From 0, in the order of the run. */
  readonly functionID: number;
  readonly output: unknown;
}

/**
 * Pure: from which stored step on a run is done again.
 *
 * A failed run: from its last failed step, because that is what it failed of; an earlier one it has got over. When none
 * failed, the code between steps did: then from the last step on, which may be one that the failure led to. A cancelled
 * run goes on after its last step.
 */
export function findResumePoint(status: RunSummary["status"], steps: readonly StoredStep[]): number {
  const last = steps.at(-1)?.functionID ?? -1;
  if (status === "cancelled") return last + 1;
  const failed = steps.findLast(({ output }) => isFailure(output));
  return failed?.functionID ?? Math.max(last, 0);
}
