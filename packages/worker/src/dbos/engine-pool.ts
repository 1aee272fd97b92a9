import pg from "pg";
import type { EngineDatabase } from "../engine-options.ts";
import { createSessionPool, type DbosPool } from "./session-pool.ts";

/** The engine's way to its database, DBOS' and ours. */
export interface EnginePool {
  readonly dbos: DbosPool;
  query<T extends object>(sql: string, parameters?: readonly unknown[]): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** @param max connections at most, where the database is reached by a connection string */
export function openEnginePool(database: EngineDatabase, max = 10): EnginePool {
  const dbos = "url" in database ? openPostgres(database.url, max) : createSessionPool(database);
  return {
    dbos,
    async query<T extends object>(sql: string, parameters: readonly unknown[] = []) {
      return (await dbos.query<T>(sql, [...parameters])).rows;
    },
    close: () => dbos.end(),
  };
}

function openPostgres(connectionString: string, max: number): DbosPool {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 10_000 });
  // A connection that dies while idle is replaced by the next query; one that is in use fails that query.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
