import pg from "pg";
import type { EngineDatabase } from "../engine-options.ts";
import { createSessionPool, type DbosPool } from "./session-pool.ts";

/** The engine's way to its database, DBOS' and ours. */
export interface EnginePool {
  readonly dbos: DbosPool;
  query<T extends object>(sql: string, parameters?: readonly unknown[]): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** Only of a database that is reached by a connection string. */
export interface PoolOptions {
  /** Connections at most. */
  readonly max: number;
  /** A transaction in which nothing happens for so long is undone. */
  readonly longestPauseMs: number;
}

/** Opens it at its first use. */
export function openEnginePool(database: EngineDatabase, options: PoolOptions): EnginePool {
  const dbos = "url" in database ? openPostgres(database.url, options) : createSessionPool(database);
  return {
    dbos,
    async query<T extends object>(sql: string, parameters: readonly unknown[] = []) {
      return (await dbos.query<T>(sql, [...parameters])).rows;
    },
    close: () => dbos.end(),
  };
}

function openPostgres(connectionString: string, { max, longestPauseMs }: PoolOptions): DbosPool {
  // A process that is stopped, or whose machine is gone, within a transaction keeps its rows locked, and nobody could take
  // its runs over. Not as a parameter of the connection, because poolers refuse what they do not know.
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    await client.query(`set idle_in_transaction_session_timeout = ${Math.ceil(longestPauseMs)}`);
  };
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 10_000, onConnect });
  // A connection that dies while idle is replaced by the next query; one that is in use fails that query.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
