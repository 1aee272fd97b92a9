import { DBOS, type DBOSClient } from "@dbos-inc/dbos-sdk";
import type { Logger } from "@osorganicai/core";
import { createEngineLogger } from "./engine-logger.ts";
import { applicationName, queueName, unusedUrl, workflowName } from "./names.ts";
import type { DbosPool } from "./session-pool.ts";

/** What DBOS must know. */
export interface LaunchOptions {
  readonly pool: DbosPool;
  /** Registers the queue before the launch, because DBOS looks for new ones once a second only. */
  readonly client: Pick<DBOSClient, "registerQueue">;
  readonly concurrency: number;
  readonly pollMs: number;
  readonly applicationVersion: string;
  readonly executorId: string;
  readonly log: Logger;
  /** Gets the run's id and the arguments that the SQL gave. */
  readonly run: (runId: string, input: unknown) => Promise<void>;
}

/**
 * Launches DBOS, which lives once in a process, and takes up what a crash of the same executor interrupted.
 */
export async function launchDbos(options: LaunchOptions): Promise<void> {
  const { pool, applicationVersion, executorId, log, run } = options;
  DBOS.registerWorkflow((input: unknown) => run(DBOS.workflowID ?? "", input), { name: workflowName });
  DBOS.setConfig({
    systemDatabaseUrl: unusedUrl,
    systemDatabasePool: pool,
    logger: createEngineLogger(log),
    name: applicationName,
    runMigrations: false,
    useListenNotify: false,
    applicationVersion,
    executorID: executorId,
  });
  try {
    await registerQueue(options);
    await DBOS.launch();
  } catch (cause) {
    await shutDownDbos(0);
    throw cause;
  }
}

async function registerQueue({ client, concurrency, pollMs }: LaunchOptions): Promise<void> {
  // A bound per process, not over all: only so does DBOS claim the heads of all subjects in one transaction. The one
  // over all is kept by public.guard_run.
  const limits = { partitionConcurrency: 1, workerConcurrency: concurrency, minPollingIntervalMs: pollMs };
  await client.registerQueue(queueName, { ...limits, applicationName, onConflict: "always_update" });
}

/** @param waitMs longest wait for runs that have ended but are not written down yet */
export async function shutDownDbos(waitMs: number): Promise<void> {
  await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: waitMs });
}
