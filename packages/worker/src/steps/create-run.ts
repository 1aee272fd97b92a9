import {
  type Clock,
  type Logger,
  messageOf,
  OSOrganicError,
  type RunStart,
  systemClock,
} from "@osorganicai/core";
import { createStep } from "./create-step.ts";
import { defaultRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import type { RunGate } from "./run-gate.ts";

/** What runs need beside their input. */
export interface RunOptions {
  readonly handle: (start: RunStart) => Promise<void>;
  readonly gate: RunGate;
  readonly retry?: RetryPolicy;
  readonly clock?: Clock;
  readonly log: Logger;
}

/** One execution of one run: from its beginning, whether it is the first one or one after a crash. */
export function createRun({
  handle,
  gate,
  retry = defaultRetryPolicy,
  clock = systemClock,
  log,
}: RunOptions): (runId: string, input: unknown) => Promise<void> {
  return async function run(runId, input) {
    const start = parseInput(input);
    const runLog = log.with({ runId });
    try {
      await gate.admit(() =>
        handle({ ...start, runId, step: createStep({ gate, retry, clock, log: runLog }) }),
      );
    } catch (error) {
      runLog.error("run.failed", { error, message: messageOf(error) });
      throw error;
    }
  };
}

function parseInput(input: unknown): Pick<RunStart, "deliveryId" | "subject"> {
  const { deliveryId, subject } = (input ?? {}) as {
    readonly deliveryId?: unknown;
    readonly subject?: unknown;
  };
  if (typeof deliveryId !== "string" || typeof subject !== "string")
    throw new OSOrganicError(
      "engine_misused",
      "A run was enqueued without its delivery. Use public.enqueue_run.",
    );
  return { deliveryId, subject };
}
