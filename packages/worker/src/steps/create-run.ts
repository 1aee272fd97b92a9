import { type Clock, type Logger, messageOf, OSOrganicError, type RunStart } from "@osorganicai/core";
import { holdExecution } from "../dbos/hold-execution.ts";
import type { LostClaims } from "../runs/lost-claims.ts";
import type { Parking } from "../runs/parking.ts";
import { runAs } from "../session/current-executor.ts";
import { createStep } from "./create-step.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { RunGate } from "./run-gate.ts";

/** What runs need beside their input. */
export interface RunOptions {
  readonly handle: (start: RunStart) => Promise<void>;
  /** Who runs them. */
  readonly executor: string;
  readonly gate: RunGate;
  readonly lostClaims: Pick<LostClaims, "has">;
  /** @param owner DBOS' token of the execution */
  readonly createParking: (runId: string, owner: string | undefined) => Parking;
  readonly retry: RetryPolicy;
  readonly parkAfterMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One execution of one run: from its beginning, whether it is the first one, one after a crash or one after a wait. */
export function createRun({
  handle,
  executor,
  gate,
  lostClaims,
  createParking,
  log,
  ...rest
}: RunOptions): (runId: string, input: unknown) => Promise<void> {
  return async function run(runId, input) {
    const start = parseInput(input);
    const runLog = log.with({ runId });
    const { owner, letGo } = holdExecution(runId);
    if (lostClaims.has(runId, owner)) return letGo();
    const execution = gate.admit();
    const parking = createParking(runId, owner);
    const step = createStep({ ...rest, execution, parking, log: runLog });
    try {
      await runAs(executor, () => handle({ ...start, runId, step }));
    } catch (error) {
      if (!execution.interrupted) {
        runLog.error("run.failed", { error, message: messageOf(error) });
        throw error;
      }
    } finally {
      execution.end();
    }
    // Whatever an interrupted run ended with, it is not its end.
    if (execution.interrupted) await letGo();
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
