import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { PostgresPool } from "./postgres-pool.ts";

/** Where a Postgres is, and how long and how widely it may be asked. */
export interface PoolAddress {
  readonly url: string;
  readonly maxConnections: number;
  /** For a connection, and again for an answer. */
  readonly timeoutMs: number;
}

/**
 * A pool whose connections may break at any time: whoever waits for an answer is told, nobody else.
 * @throws OSOrganicError `environment_invalid` when pg is not installed
 */
export async function openPool({ url, maxConnections, timeoutMs }: PoolAddress): Promise<PostgresPool> {
  const { Pool } = await loadPg();
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: true,
  });
  // Without a listener a connection that the server ends would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Not at the top: who asks over Supabase's REST API does not need it. */
async function loadPg(): Promise<typeof import("pg")["default"]> {
  try {
    return (await import("pg")).default;
  } catch (cause) {
    throw new OSOrganicError(
      "environment_invalid",
      `Postgres cannot be reached directly: ${messageOf(cause)}. Install pg 8.23.1 beside @osorganicai/store.`,
      { cause },
    );
  }
}
