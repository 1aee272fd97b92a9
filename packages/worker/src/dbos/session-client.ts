import { EventEmitter } from "node:events";
import type { ExclusiveDatabase, HeldSession, SqlResult } from "@osorganicai/core";

/** What DBOS uses of node-postgres' client. */
export interface SessionClient extends EventEmitter {
  query(sql: string, parameters?: readonly unknown[]): Promise<SqlResult>;
  release(): void;
}

const begins = /^\s*(begin|start\s+transaction)\b/i;
const ends = /^\s*(commit|end|rollback(?!\s+to))\b/i;

/**
 * A client of node-postgres on a database that parties share by turns: a transaction holds the session from its begin to
 * its end, a statement outside of one for itself.
 */
export function createSessionClient(database: ExclusiveDatabase): SessionClient {
  let transaction: HeldSession | undefined;

  async function query(sql: string, parameters: readonly unknown[] = []): Promise<SqlResult> {
    if (transaction) return queryWithin(transaction, sql, parameters);
    const session = await database.acquire();
    try {
      const result = await session.query(sql, parameters);
      if (begins.test(sql)) transaction = session;
      return result;
    } finally {
      if (transaction !== session) await session.release();
    }
  }

  async function queryWithin(
    session: HeldSession,
    sql: string,
    parameters: readonly unknown[],
  ): Promise<SqlResult> {
    try {
      return await session.query(sql, parameters);
    } finally {
      if (ends.test(sql)) await leave();
    }
  }

  async function leave(): Promise<void> {
    const session = transaction;
    transaction = undefined;
    await session?.release();
  }

  return Object.assign(new EventEmitter(), {
    query,
    release(): void {
      // Nobody waits for a release; a database that fails here is closed, and whoever asks it next will hear so.
      leave().catch(() => undefined);
    },
  });
}
