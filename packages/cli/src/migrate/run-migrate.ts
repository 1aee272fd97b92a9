import { isOSOrganicError, messageOf, OSOrganicError } from "@osorganicai/core";
import { migrate, planMigration } from "@osorganicai/store/migrations";
import { migrateEngine, planEngineMigrations } from "@osorganicai/worker/migrations";
import { connect, withoutPassword } from "./connect.ts";

/** What `osorganicai migrate` was asked for. */
export interface MigrateOptions {
  readonly url: URL;
  readonly dryRun: boolean;
}

/** What it did. */
export interface MigrationReport {
  /** `host:port/name`, never the user or the password. */
  readonly database: string;
  readonly dryRun: boolean;
  /** In order. With `dryRun`: what would be. */
  readonly applied: readonly { readonly part: "engine" | "store"; readonly name: string }[];
  /** Files of the store that are left out until this Postgres offers their extension. */
  readonly waiting: readonly { readonly name: string; readonly extension: string }[];
}

/**
 * Engine first (DBOS' tables, then our function on them), then the store, whose functions call it. Both are looked at
 * before anything is written, so that a database of a newer version is refused whole. Several may run at once: each part
 * is applied under an advisory lock, and everybody reports what they applied themselves.
 * @throws OSOrganicError `store_unavailable`, `migration_failed`
 */
export async function runMigrate({ url, dryRun }: MigrateOptions): Promise<MigrationReport> {
  const session = await connect(url);
  try {
    const engine = { url: url.href };
    const plan = { engine: await planEngineMigrations(engine), store: await planMigration(session) };
    const engineFiles = dryRun ? plan.engine : await migrateEngine(engine);
    const storeFiles = dryRun ? plan.store.pending : await migrate(session);
    return {
      database: `${url.host}${url.pathname}`,
      dryRun,
      applied: [
        ...engineFiles.map((name) => ({ part: "engine" as const, name })),
        ...storeFiles.map((name) => ({ part: "store" as const, name })),
      ],
      waiting: plan.store.waiting,
    };
  } catch (error) {
    const code = isOSOrganicError(error) ? error.code : "migration_failed";
    throw new OSOrganicError(code, withoutPassword(messageOf(error), url));
  } finally {
    await session.close();
  }
}
