import type { SqlResult } from "@osorganicai/core";
import { migrate } from "@osorganicai/store/migrations";
import { migrateEngine } from "@osorganicai/worker/migrations";
import pg from "pg";

/** As `osorganicai migrate` does it: the engine first, whose functions the store's call. */
export async function migrateDatabase(url: string): Promise<void> {
  await migrateEngine({ url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate({
      async query(sql, parameters = []) {
        const { rows, rowCount, fields } = await client.query<SqlResult["rows"][number]>(sql, [
          ...parameters,
        ]);
        return { rows, rowCount: rowCount ?? 0, fields };
      },
      execute: async (sql) => void (await client.query(sql)),
    });
  } finally {
    await client.end();
  }
}
