import { DBOS } from "@dbos-inc/dbos-sdk";
import { type Engine, OSOrganicError, type RunSummary, silentLogger } from "@osorganicai/core";
import { launchDbos, queueName, shutDownDbos, workflowName } from "./dbos/launch-dbos.ts";
import type { EngineOptions } from "./engine-options.ts";
import { migrateEngine } from "./migrate-engine.ts";
import { createRun } from "./steps/create-run.ts";
import { findResumePoint } from "./steps/find-resume-point.ts";
import { createRunGate, type RunGate } from "./steps/run-gate.ts";
import { statusesOf, summarizeRun } from "./summarize-run.ts";

/**
 * DBOS behind core's port. A process runs one engine at a time; another one may start after `stop`.
 *
 * @example
 * const engine = createEngine({ name: "my-shop", database: local.database, handle, log });
 * await engine.migrate();
 * await engine.start();
 */
export function createEngine(options: EngineOptions): Engine {
  const { database, concurrency = 8, applicationVersion = "1", executorId = "local" } = options;
  const log = (options.log ?? silentLogger).with({ engine: options.name });
  let gate: RunGate | undefined;

  return {
    migrate: () => migrateEngine(database, log),

    async start() {
      if (gate || DBOS.isInitialized())
        throw misused("An engine runs in this process already. Stop it first, or use another process.");
      gate = createRunGate();
      const run = createRun({ ...options, gate, log });
      try {
        await launchDbos({ database, concurrency, applicationVersion, executorId, log, run });
      } catch (error) {
        gate = undefined;
        throw error;
      }
    },

    async drain(seconds) {
      assertStarted(gate);
      const timeIsUp = AbortSignal.timeout(seconds * 1000);
      let left = await countUnfinished();
      while (left > 0 && !timeIsUp.aborted) {
        await new Promise((resolve) => setTimeout(resolve, DRAIN_INTERVAL_MS));
        left = await countUnfinished();
      }
      return left;
    },

    async list({ status } = {}) {
      assertStarted(gate);
      const filter = status === undefined ? {} : { status: statusesOf(status) };
      return (await DBOS.listWorkflows({ workflowName, loadInput: false, ...filter })).map(summarizeRun);
    },

    async retry(runId) {
      assertStarted(gate);
      const { status, subject } = await findRun(runId);
      if (status !== "failed" && status !== "cancelled")
        throw notFound(
          `Run ${runId} is ${status}, so there is nothing to retry. Only failed and cancelled runs can be.`,
        );
      const startStep = findResumePoint(status, (await DBOS.listWorkflowSteps(runId)) ?? []);
      await DBOS.rewindWorkflow(runId, {
        startStep,
        applicationVersion,
        queueName,
        queuePartitionKey: subject,
      });
    },

    async cancel(runId) {
      assertStarted(gate);
      await findRun(runId);
      await DBOS.cancelWorkflow(runId);
    },

    async stop() {
      if (!gate) return;
      const parked = await gate.close();
      // Parked runs never end, so waiting for them would be in vain.
      await shutDownDbos(parked === 0 ? 5000 : 100);
      gate = undefined;
    },
  };
}

/** How often `drain` looks. */
const DRAIN_INTERVAL_MS = 50;

async function countUnfinished(): Promise<number> {
  const status = [...statusesOf("queued"), ...statusesOf("running")];
  return (await DBOS.listWorkflows({ workflowName, status, loadInput: false, loadOutput: false })).length;
}

async function findRun(runId: string): Promise<RunSummary> {
  const status = await DBOS.getWorkflowStatus(runId);
  if (status?.workflowName !== workflowName)
    throw notFound(`There is no run ${runId}. List the runs to see which there are.`);
  return summarizeRun(status);
}

function assertStarted(gate: RunGate | undefined): void {
  if (!gate) throw misused("The engine is not started. Call migrate() and start() first.");
}

function misused(message: string): OSOrganicError {
  return new OSOrganicError("engine_misused", message);
}

function notFound(message: string): OSOrganicError {
  return new OSOrganicError("run_not_found", message);
}
