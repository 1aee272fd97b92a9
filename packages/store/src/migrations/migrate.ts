import type { ExclusiveDatabase, SqlSession } from "@osorganicai/core";
import { withSession } from "../with-session.ts";
import { applyMigrations, type MigrationPlan, planMigrations } from "./apply-migrations.ts";
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
  return withSession(database, (session) => applyMigrations(session, migrations));
}

/**
 * What {@link migrate} would do. Writes nothing.
 * @throws OSOrganicError `migration_failed` when the database has files this version does not know, or another history
 */
export async function planMigration(database: ExclusiveDatabase | SqlSession): Promise<MigrationPlan> {
  const migrations = await readMigrations();
  return withSession(database, (session) => planMigrations(session, migrations));
}
