import type { ExclusiveDatabase } from "@osorganicai/core";
import type { PostgresPool } from "../postgres/postgres-pool.ts";

/** A database of any kind in the place of node-postgres. */
export function poolOf(database: ExclusiveDatabase): PostgresPool {
  return {
    async connect() {
      const session = await database.acquire();
      return {
        query: ({ text, values }) => session.query(text, values),
        release: () => void session.release(),
      };
    },
    end: async () => undefined,
  };
}
