import type { PGlite } from "@electric-sql/pglite";
import { type ExclusiveDatabase, OSOrganicError, type SqlResult, type SqlSession } from "@osorganicai/core";
import type { Turns } from "./create-turns.ts";

/** The one session of a PGlite, held by one party at a time. */
export function createExclusiveDatabase(postgres: PGlite, takeTurn: Turns): ExclusiveDatabase {
  return {
    async acquire() {
      const endTurn = await takeTurn();
      let held = true;
      const { query, execute } = createSession(postgres, () => held && !postgres.closed);
      return {
        query,
        execute,
        async release() {
          if (!held) return;
          held = false;
          try {
            if (!postgres.closed && postgres.isInTransaction()) await postgres.exec("rollback");
          } finally {
            endTurn();
          }
        },
      };
    },
  };
}

function createSession(postgres: PGlite, isOpen: () => boolean): SqlSession {
  function assertOpen(): void {
    if (!isOpen())
      throw new OSOrganicError(
        "store_unavailable",
        "This database session is released or its database closed. Acquire another one.",
      );
  }

  return {
    async query(sql, parameters = []): Promise<SqlResult> {
      assertOpen();
      const values = parameters.map((value) => value ?? null);
      const { rows, affectedRows, fields } = await postgres.query<SqlResult["rows"][number]>(sql, values, {
        parsers,
      });
      return { rows, rowCount: affectedRows || rows.length, fields };
    },

    async execute(sql) {
      assertOpen();
      await postgres.exec(sql);
    },
  };
}

/** Object ids of Postgres' types: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const int8 = 20;
const numeric = 1700;
const timestamp = 1114;
const timestamptz = 1184;

/** As node-postgres gives them; lite has set other ones on the same PGlite for its own use. */
const parsers = {
  [int8]: (text: string) => text,
  [numeric]: (text: string) => text,
  [timestamp]: (text: string) => new Date(text),
  [timestamptz]: (text: string) => new Date(text),
};
