import { type ErrorCode, isOSOrganicError } from "../errors.ts";

/** How a run ended. There is no other way. */
export type OutcomeKind =
  | "asked"
  | "ready"
  | "proposed"
  | "repaired"
  | "merged"
  | "deployed"
  | "nothing_to_do"
  | "blocked"
  | "failed"
  | "over_budget";

/** The end of a run, with a reason that a human can act on. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly reason: string;
  /**
   * What a setback is about, e.g. `ci:<commit>`: the human is told once of each, however many runs meet it.
   * @default the run
   */
  readonly topic?: string;
}

/** An end that a human has to hear about. */
export interface Setback extends Outcome {
  readonly kind: "blocked" | "failed" | "over_budget";
}

/** Whether the run ended without doing its work. */
export function isSetback(outcome: Outcome): outcome is Setback {
  return outcome.kind === "blocked" || outcome.kind === "failed" || outcome.kind === "over_budget";
}

/** Errors after which a human can open the way; every other one means that the work itself failed. */
const blocking: readonly ErrorCode[] = [
  "executor_unavailable",
  "model_not_configured",
  "repository_empty",
  "tests_missing",
  "tests_failing",
  "github_forbidden",
  "github_not_found",
  "github_conflict",
  "effect_uncertain",
];

/** The outcome of a run that threw. What nobody foresaw may hold anything, so it is not repeated in public. */
export function outcomeOfError(error: unknown): Setback {
  if (!isOSOrganicError(error))
    return {
      kind: "failed",
      reason: "Something unexpected went wrong. What it was stands in the instance's log and audit trail.",
    };
  return { kind: blocking.includes(error.code) ? "blocked" : "failed", reason: error.message };
}
