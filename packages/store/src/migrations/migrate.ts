import type { ExclusiveDatabase, SqlSession } from "@osorganicai/core";
import { applyMigrations } from "./apply-migrations.ts";
import { readMigrations } from "./read-migrations.ts";

/**
 * Brings a database to the state this package needs: applies the files that are missing, in order, each in a transaction
 * of its own. Idempotent, and safe when several processes start at once.
 * @returns the names of the files it applied
 * @throws OSOrganicError `migration_failed` when a file fails or was changed after it was applied, or when the database
 *   has files this version does not know
 */
export async function migrate(database: ExclusiveDatabase | SqlSession): Promise<readonly string[]> {
  const migrations = await readMigrations();
  if (!("acquire" in database)) return applyMigrations(database, migrations);
  const session = await database.acquire();
  try {
    return await applyMigrations(session, migrations);
  } finally {
    await session.release();
  }
}
