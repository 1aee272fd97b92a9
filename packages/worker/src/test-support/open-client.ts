import type { ExclusiveDatabase, SqlResult } from "@osorganicai/core";
import pg from "pg";

/** Core's port on a real Postgres, one connection for each holder. */
export function openClient(url: string): { readonly database: ExclusiveDatabase; close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // Dropping the database may end a connection that is just being closed.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    database: {
      async acquire() {
        const client = await pool.connect();
        return {
          async query(sql, parameters = []) {
            const { rows, rowCount, fields } = await client.query<SqlResult["rows"][number]>(sql, [
              ...parameters,
            ]);
            return { rows, rowCount: rowCount ?? 0, fields };
          },
          async execute(sql) {
            await client.query(sql);
          },
          async release() {
            await client.query("rollback");
            client.release();
          },
        };
      },
    },
    close: () => pool.end(),
  };
}
