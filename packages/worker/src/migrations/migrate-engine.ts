import { ensureSystemDatabase } from "@dbos-inc/dbos-sdk/internal/system_database";
import { GlobalLogger } from "@dbos-inc/dbos-sdk/internal/telemetry/logs";
import {
  type ExclusiveDatabase,
  type Logger,
  messageOf,
  OSOrganicError,
  silentLogger,
} from "@osorganicai/core";
import pg from "pg";
import { createEngineLogger } from "../dbos/engine-logger.ts";
import { createSessionPool, type DbosPool } from "../dbos/session-pool.ts";
import type { EngineDatabase } from "../engine-options.ts";
import { isNewer, pendingOf, readEngineSchema } from "./read-engine-schema.ts";

/**
 * Creates or upgrades DBOS' tables and our `public.enqueue_run`. Idempotent, and safe when several processes start at
 * once. What a newer version has put there stays: that version runs beside this one.
 * @returns what it applied, in order: `DBOS' schema 123`, `0001_enqueue_run.sql`
 * @throws OSOrganicError `migration_failed`
 */
export async function migrateEngine(
  database: EngineDatabase,
  log: Logger = silentLogger,
): Promise<readonly string[]> {
  const logger = new GlobalLogger(undefined, { logger: createEngineLogger(log) });
  try {
    return await withTarget(database, async ({ pool, execute }) => {
      const schema = await readEngineSchema(pool);
      // No URL, because the pool is given; no LISTEN, because neither PGlite nor poolers have it.
      await ensureSystemDatabase("", logger, pool, "dbos", false);
      const { known } = schema.own;
      const mark = `comment on function public.enqueue_run(text, text) is '${known.mark}';`;
      const pending = pendingOf(schema);
      // Not when nothing changed: triggers and rights cannot be set without holding everybody up.
      // DBOS' new tables are shut by our files, too.
      if (pending.length > 0 && !isNewer(schema.own)) await execute(`${known.sql}\n${mark}`);
      return pending;
    });
  } catch (cause) {
    const message = `The engine's tables cannot be made: ${messageOf(cause)}. Check the database's address and that its role may create schemas.`;
    throw new OSOrganicError("migration_failed", message, { cause });
  }
}

/**
 * What {@link migrateEngine} would apply. Writes nothing.
 * @throws OSOrganicError `migration_failed` when a newer version has migrated the database
 */
export async function planEngineMigrations(database: EngineDatabase): Promise<readonly string[]> {
  const schema = await withPool(database, readEngineSchema);
  const { dbos, own } = schema;
  if (dbos.current > dbos.known) throw newer(`DBOS' schema ${dbos.current}`, `up to ${dbos.known}`);
  if (isNewer(own)) throw newer(own.current?.split(" ")[0], `up to ${own.known.names.at(-1)}`);
  return pendingOf(schema);
}

function newer(there: string | undefined, known: string): OSOrganicError {
  return new OSOrganicError(
    "migration_failed",
    `The database has ${there}, and this version knows only ${known}. Update @osorganicai/worker, or use another database.`,
  );
}

/** What migrations run on. */
interface Target {
  readonly pool: DbosPool;
  /** All statements of a text, in one transaction. */
  execute(sql: string): Promise<void>;
}

function withTarget<T>(database: EngineDatabase, work: (target: Target) => Promise<T>): Promise<T> {
  if (!("url" in database)) return work(sessionTarget(database));
  return withPool(database, (pool) =>
    holdLock(pool, () => work({ pool, execute: async (sql) => void (await pool.query(sql)) })),
  );
}

async function withPool<T>(database: EngineDatabase, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  if (!("url" in database)) return work(createSessionPool(database));
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // A connection that dies while idle is replaced by the next query.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/**
 * One migration at a time over all processes. The lock belongs to a transaction, because poolers share sessions; it is
 * asked for again and again, because whoever waits inside a statement would block the other one's index builds.
 */
async function holdLock<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    // A process that is stopped meanwhile keeps nobody from starting for ever.
    await client.query("set local idle_in_transaction_session_timeout = '15min'");
    while (!(await tryLock(client))) await new Promise((resolve) => setTimeout(resolve, 100));
    return await work();
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function tryLock(client: pg.PoolClient): Promise<boolean> {
  // The number is arbitrary, but must be the same in every version.
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(7315603) as locked",
  );
  return rows[0]?.locked === true;
}

function sessionTarget(database: ExclusiveDatabase): Target {
  return {
    pool: createSessionPool(database),
    async execute(sql) {
      const session = await database.acquire();
      try {
        await session.execute(sql);
      } finally {
        await session.release();
      }
    },
  };
}
