import { DBOS } from "@dbos-inc/dbos-sdk";
import { type Engine, OSOrganicError, silentLogger, systemClock } from "@osorganicai/core";
import { launchDbos, shutDownDbos } from "./dbos/launch-dbos.ts";
import { cancelRun, drainRuns, listRuns, retryRun, retryRunsAfterOutage } from "./dbos/manage-runs.ts";
import type { EngineOptions } from "./engine-options.ts";
import { migrateEngine } from "./migrations/migrate-engine.ts";
import { createRun } from "./steps/create-run.ts";
import { createRunGate, type RunGate } from "./steps/run-gate.ts";

/**
 * DBOS behind core's port. A process runs one engine at a time; another one may start after `stop`.
 *
 * @example
 * const engine = createEngine({ name: "my-shop", database: local.database, handle, log });
 * await engine.migrate();
 * await engine.start();
 */
export function createEngine(options: EngineOptions): Engine {
  const {
    database,
    concurrency = 8,
    applicationVersion = "1",
    executorId = "local",
    clock = systemClock,
  } = options;
  const log = (options.log ?? silentLogger).with({ engine: options.name });
  let gate: RunGate | undefined;

  async function start(): Promise<void> {
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
    await retryRunsAfterOutage({ now: clock.now(), applicationVersion, log });
  }

  async function stop(): Promise<void> {
    if (!gate) return;
    const parked = await gate.close();
    // Parked runs never end, so waiting for them would be in vain.
    await shutDownDbos(parked === 0 ? 5000 : 100);
    gate = undefined;
  }

  async function started<T>(work: () => Promise<T>): Promise<T> {
    if (!gate) throw misused("The engine is not started. Call migrate() and start() first.");
    return work();
  }

  return {
    migrate: async () => void (await migrateEngine(database, log)),
    start,
    drain: (seconds) => started(() => drainRuns(seconds)),
    list: (filter) => started(() => listRuns(filter)),
    retry: (runId) => started(() => retryRun(runId, applicationVersion)),
    cancel: (runId) => started(() => cancelRun(runId)),
    stop,
  };
}

function misused(message: string): OSOrganicError {
  return new OSOrganicError("engine_misused", message);
}
