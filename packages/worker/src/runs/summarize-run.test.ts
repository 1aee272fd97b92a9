import type { WorkflowStatus } from "@dbos-inc/dbos-sdk";
import { expect, test } from "vitest";
import { statusesOf, summarizeRun } from "./summarize-run.ts";

const run = (status: string, more: object = {}) =>
  summarizeRun({
    workflowID: "d@s",
    status,
    createdAt: 0,
    queuePartitionKey: "s",
    ...more,
  } as WorkflowStatus);

test("a run that killed its process too often has failed, and says what to look at", () => {
  const { status, error } = run("MAX_RECOVERY_ATTEMPTS_EXCEEDED");
  expect(status).toBe("failed");
  expect(error).toContain("died too often");
  expect(statusesOf("failed")).toContain("MAX_RECOVERY_ATTEMPTS_EXCEEDED");
});

test("an error is told by its message, and a run without one has none", () => {
  expect(run("ERROR", { error: new Error("x is not a function") }).error).toBe("x is not a function");
  expect(run("SUCCESS", { error: null })).toEqual({
    runId: "d@s",
    subject: "s",
    status: "succeeded",
    createdAt: new Date(0),
    error: undefined,
  });
});
