import { PGlite } from "@electric-sql/pglite";
import type { ExclusiveDatabase, SqlResult } from "@osorganicai/core";

/** The least that core's port asks for, on a PGlite in memory or in a folder. */
export async function openPglite(
  folder?: string,
): Promise<{ readonly database: ExclusiveDatabase; close(): Promise<void> }> {
  const postgres = await PGlite.create({ ...(folder === undefined ? {} : { dataDir: folder }), parsers });
  let last: Promise<void> = Promise.resolve();

  async function acquire(): ReturnType<ExclusiveDatabase["acquire"]> {
    const turn = Promise.withResolvers<void>();
    const before = last;
    last = turn.promise;
    await before;
    let held = true;
    return {
      async query(sql, parameters = []): Promise<SqlResult> {
        const values = parameters.map((value) => value ?? null);
        const { rows, affectedRows, fields } = await postgres.query<SqlResult["rows"][number]>(sql, values);
        return { rows, rowCount: affectedRows || rows.length, fields };
      },
      async execute(sql) {
        await postgres.exec(sql);
      },
      async release() {
        if (!held) return;
        held = false;
        if (!postgres.closed) await postgres.exec("rollback");
        turn.resolve();
      },
    };
  }

  return { database: { acquire }, close: () => postgres.close() };
}

/** `bigint` comes as a string, as node-postgres gives it. */
const parsers = { 20: (text: string) => text };
