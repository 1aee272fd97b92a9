import type { Integration } from "../accounts/integration.ts";

/** What GitHub knows as conclusions of a check run. */
export type Conclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required"
  | "stale";

/** The check runs of one App for one commit. */
export interface CheckSuite {
  readonly id: number;
  readonly headSha: string;
  /** Null when no branch stands there. */
  readonly headBranch: string | null;
  readonly app: Integration;
  readonly createdAt: string;
}

/** One check of one commit. Dates are ISO 8601. */
export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  readonly name: string;
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: Conclusion | null;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly output: CheckOutput;
}

/** What a check reports. */
export interface CheckOutput {
  readonly title: string | null;
  readonly summary: string | null;
  /** At most 65,535 characters. */
  readonly text: string | null;
}

/** The runs of one suite, oldest first. */
export function runsOf({ id }: CheckSuite, runs: readonly CheckRun[]): readonly CheckRun[] {
  return runs.filter(({ suite }) => suite.id === id);
}

/** A suite is as far as its last run, and as good as its worst. */
export function stateOf(runs: readonly CheckRun[]): {
  readonly status: CheckRun["status"];
  readonly conclusion: Conclusion | null;
} {
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.every(({ status }) => status === "queued")) return { status: "queued", conclusion: null };
  if (runs.some(({ status }) => status !== "completed")) return { status: "in_progress", conclusion: null };
  const order: readonly (Conclusion | null)[] = [
    "failure",
    "timed_out",
    "cancelled",
    "action_required",
    "stale",
  ];
  const worst = order.find((conclusion) => runs.some((run) => run.conclusion === conclusion));
  return { status: "completed", conclusion: worst ?? "success" };
}
