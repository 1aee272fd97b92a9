import { DBOS, DBOSClient } from "@dbos-inc/dbos-sdk";
import { type Logger, messageOf, OSOrganicError } from "@osorganicai/core";
import type { EngineDatabase } from "../engine-options.ts";
import { createEngineLogger } from "./engine-logger.ts";
import { createSessionPool } from "./session-pool.ts";

/** The names that `sql/0001_enqueue_run.sql` uses. */
export const workflowName = "handleDelivery";
export const queueName = "subjects";

/** What DBOS must know. */
export interface LaunchOptions {
  readonly database: EngineDatabase;
  readonly concurrency: number;
  readonly applicationVersion: string;
  readonly executorId: string;
  readonly log: Logger;
  /** Gets the run's id and the arguments that the SQL gave. */
  readonly run: (runId: string, input: unknown) => Promise<void>;
}

/**
 * Launches DBOS, which lives once in a process, and takes up what a crash interrupted.
 * @throws OSOrganicError `migration_failed` when its tables are missing, `store_unavailable`
 */
export async function launchDbos(options: LaunchOptions): Promise<void> {
  const { database, concurrency, applicationVersion, executorId, log, run } = options;
  const where =
    "url" in database
      ? // Without a session setting, which would outlive us on a pooler's shared connection.
        { systemDatabaseUrl: database.url, systemDatabaseIdleTransactionTimeoutMs: 0 }
      : { systemDatabaseUrl: unusedUrl, systemDatabasePool: createSessionPool(database) };
  const common = { ...where, logger: createEngineLogger(log) };
  DBOS.registerWorkflow((input: unknown) => run(DBOS.workflowID ?? "", input), { name: workflowName });
  DBOS.setConfig({
    ...common,
    name: applicationName,
    runMigrations: false,
    useListenNotify: false,
    applicationVersion,
    executorID: executorId,
  });
  try {
    await registerQueue(common, concurrency);
    await DBOS.launch();
  } catch (cause) {
    await shutDownDbos(0);
    throw toLaunchError(cause);
  }
}

/** The database belongs to one instance, whose own name may change while its runs must stay its own. */
const applicationName = "osorganicai";

/** Before the launch, because DBOS looks for new queues once a second only. */
async function registerQueue(
  where: Parameters<typeof DBOSClient.create>[0],
  concurrency: number,
): Promise<void> {
  const client = await DBOSClient.create({ ...where, applicationName });
  try {
    // A bound per process, not over all: only so does DBOS claim the heads of all subjects in one transaction.
    const limits = { partitionConcurrency: 1, workerConcurrency: concurrency, minPollingIntervalMs: 50 };
    await client.registerQueue(queueName, { ...limits, applicationName, onConflict: "always_update" });
  } finally {
    await client.destroy();
  }
}

/** @param waitMs longest wait for runs that have ended but are not written down yet */
export async function shutDownDbos(waitMs: number): Promise<void> {
  await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: waitMs });
}

/** Only looked at, never connected to, when a pool is given. */
const unusedUrl = "postgres://postgres@127.0.0.1:1/postgres";

function toLaunchError(cause: unknown): OSOrganicError {
  const message = messageOf(cause);
  return /schema version|relation .* does not exist/.test(message)
    ? new OSOrganicError(
        "migration_failed",
        "The engine's tables are missing or old. Call migrate() first.",
        { cause },
      )
    : new OSOrganicError(
        "store_unavailable",
        `The engine cannot start: ${message}. Check that the database runs.`,
        {
          cause,
        },
      );
}
