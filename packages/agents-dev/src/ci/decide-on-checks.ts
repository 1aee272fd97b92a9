import type { Check, CheckSuite } from "@osorganicai/core";

/** What the checks of a commit amount to. */
export type CheckVerdict =
  | { readonly kind: "pending" }
  /** Nothing will ever report. */
  | { readonly kind: "absent" }
  | { readonly kind: "green" }
  | { readonly kind: "red"; readonly failed: readonly Check[] };

/** All that is known about the checks of a commit. */
export interface CheckFacts {
  readonly checks: readonly Check[];
  readonly suites: readonly CheckSuite[];
  /** Whether a workflow of the repository runs for this commit. */
  readonly expected: boolean;
}

const actionsApp = "github-actions";

/**
 * Pure: red as soon as all have reported and one failed; green only when all passed. Where workflows are expected, one of
 * them must have reported: a licence bot or a deployer is often faster than they are, and is no CI.
 */
export function decideOnChecks({ checks, suites, expected }: CheckFacts): CheckVerdict {
  const neverStarted = suites.filter(isFailedStart);
  if (checks.some(({ state }) => state === "pending") || suites.some(isRunning)) return { kind: "pending" };
  if (expected && neverStarted.length === 0 && !suites.some(hasReported)) return { kind: "pending" };
  const failed = [...checks.filter(({ state }) => state === "failure"), ...neverStarted.map(toCheck)];
  if (failed.length > 0) return { kind: "red", failed };
  return checks.length === 0 ? { kind: "absent" } : { kind: "green" };
}

/** Suites without check runs belong to Apps that may never report; only those of Actions always end. */
function isRunning({ app, state, runs }: CheckSuite): boolean {
  return state === "pending" && (runs > 0 || app === actionsApp);
}

function hasReported({ app, runs }: CheckSuite): boolean {
  return app === actionsApp && runs > 0;
}

function isFailedStart({ app, state, runs }: CheckSuite): boolean {
  return app === actionsApp && state === "failure" && runs === 0;
}

function toCheck(): Check {
  return {
    name: "GitHub Actions",
    state: "failure",
    summary: "A workflow ended before its first job: it could not be started, or a human has to approve it.",
    url: undefined,
  };
}
