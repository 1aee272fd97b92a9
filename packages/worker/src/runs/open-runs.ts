import { DBOSClient } from "@dbos-inc/dbos-sdk";
import { type Logger, type RunRegistry, silentLogger } from "@osorganicai/core";
import { createEngineLogger } from "../dbos/engine-logger.ts";
import { openEnginePool } from "../dbos/engine-pool.ts";
import { applicationName, unusedUrl } from "../dbos/names.ts";
import type { EngineDatabase } from "../engine-options.ts";
import { createRunRegistry } from "./create-run-registry.ts";
import { purgeRuns } from "./purge-runs.ts";

/** A registry of runs, and how it is closed. */
export interface OpenRuns extends RunRegistry {
  /**
   * Deletes runs that ended before a moment, with their deliveries' text and their patches. What has not ended, waits or
   * is dead stays, and so do conversations and the audit trail.
   * @returns how many; with `dry`, how many it would be
   */
  purge(options: { readonly before: Date; readonly dry?: boolean }): Promise<number>;
  close(): Promise<void>;
}

/** What {@link openRuns} may be told. */
interface OpenRunsOptions {
  /** Of the workers that take up retried runs. @default "1" */
  readonly applicationVersion?: string;
  /** @default silent */
  readonly log?: Logger;
}

/**
 * The runs of a database, without working on them: workers may run elsewhere meanwhile.
 *
 * @example
 * const runs = await openRuns({ url: "postgres://…" });
 * for (const { runId, error } of await runs.list({ status: "failed" })) console.log(runId, error);
 * await runs.close();
 */
export async function openRuns(
  database: EngineDatabase,
  { applicationVersion = "1", log = silentLogger }: OpenRunsOptions = {},
): Promise<OpenRuns> {
  const pool = openEnginePool(database, { max: 2, longestPauseMs: 60_000 });
  const client = await DBOSClient.create({
    systemDatabaseUrl: unusedUrl,
    systemDatabasePool: pool.dbos,
    applicationName,
    logger: createEngineLogger(log),
  });
  return {
    ...createRunRegistry({ client, pool, applicationVersion }),
    purge: (options) => purgeRuns(pool, options),
    async close() {
      await client.destroy();
      await pool.close();
    },
  };
}
