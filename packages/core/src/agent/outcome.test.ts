import { expect, test } from "vitest";
import { type ErrorCode, OSOrganicError } from "../errors.ts";
import { isSetback, outcomeOfError } from "./outcome.ts";

test("a human hears of a run that did not do its work, and of no other", () => {
  const kinds = ["asked", "ready", "proposed", "merged", "nothing_to_do", "blocked", "failed", "over_budget"];
  expect(kinds.filter((kind) => isSetback({ kind, reason: "" } as Parameters<typeof isSetback>[0]))).toEqual([
    "blocked",
    "failed",
    "over_budget",
  ]);
});

const ends: readonly [ErrorCode, "blocked" | "failed"][] = [
  ["executor_unavailable", "blocked"],
  ["model_not_configured", "blocked"],
  ["repository_empty", "blocked"],
  ["tests_missing", "blocked"],
  ["tests_failing", "blocked"],
  ["github_forbidden", "blocked"],
  ["github_not_found", "blocked"],
  ["github_conflict", "blocked"],
  ["effect_uncertain", "blocked"],
  ["github_unavailable", "failed"],
  ["turn_limit_reached", "failed"],
  ["capability_denied", "failed"],
  ["transition_refused", "failed"],
];
test.for(ends)("a run that throws %s ends as %s, with the error's own sentence", ([code, kind]) => {
  expect(outcomeOfError(new OSOrganicError(code, "Do this."))).toEqual({ kind, reason: "Do this." });
});
