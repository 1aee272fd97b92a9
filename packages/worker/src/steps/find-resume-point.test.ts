import { expect, test } from "vitest";
import { findResumePoint, type StoredStep } from "./find-resume-point.ts";
import { storeError, storeValue } from "./step-result.ts";

function steps(...results: readonly ("done" | "failed")[]): readonly StoredStep[] {
  return results.map((result, functionID) => ({
    functionID,
    output: result === "done" ? storeValue(1) : storeError(new Error("x")),
  }));
}

test("a failed run goes on from the step it failed of, without what the failure led to", () => {
  expect(findResumePoint("failed", steps("done", "done", "failed", "done"))).toBe(2);
});

test("a failure that the run got over is kept", () => {
  expect(findResumePoint("failed", steps("done", "failed", "done", "failed"))).toBe(3);
});

test("a run that failed between its steps does its last one again", () => {
  expect(findResumePoint("failed", steps("done", "done"))).toBe(1);
  expect(findResumePoint("failed", [])).toBe(0);
});

test("a cancelled run keeps all its steps", () => {
  expect(findResumePoint("cancelled", steps("done", "done"))).toBe(2);
  expect(findResumePoint("cancelled", [])).toBe(0);
});
