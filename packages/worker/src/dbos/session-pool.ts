import type { DBOSConfig } from "@dbos-inc/dbos-sdk";
import type { ExclusiveDatabase, SqlResult } from "@osorganicai/core";
import { createSessionClient, type SessionClient } from "./session-client.ts";

/** A pool of node-postgres, as far as DBOS asks for one. */
export type DbosPool = NonNullable<DBOSConfig["systemDatabasePool"]>;

/** What DBOS uses of it. */
interface SessionPool {
  readonly options: { readonly max: number };
  connect(): Promise<SessionClient>;
  query(sql: string, parameters?: readonly unknown[]): Promise<SqlResult>;
  end(): Promise<void>;
}

/** A pool whose clients share one session by turns. The database stays open: it belongs to somebody else. */
export function createSessionPool(database: ExclusiveDatabase): DbosPool {
  const pool: SessionPool = {
    // DBOS derives from it how many queries may wait at once.
    options: { max: 10 },
    connect: async () => createSessionClient(database),
    query: (sql, parameters) => createSessionClient(database).query(sql, parameters),
    end: async () => undefined,
  };
  // The rest of node-postgres' class is never asked for: the contract suite runs every call DBOS makes.
  return pool as unknown as DbosPool;
}
