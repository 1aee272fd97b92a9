import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureSystemDatabase } from "@dbos-inc/dbos-sdk/internal/system_database";
import { GlobalLogger } from "@dbos-inc/dbos-sdk/internal/telemetry/logs";
import { type ExclusiveDatabase, type Logger, messageOf, OSOrganicError } from "@osorganicai/core";
import pg from "pg";
import { createEngineLogger } from "./dbos/engine-logger.ts";
import { createSessionPool, type DbosPool } from "./dbos/session-pool.ts";
import type { EngineDatabase } from "./engine-options.ts";
import { packageRoot } from "./package-root.ts";

/**
 * Creates or upgrades DBOS' tables and our `public.enqueue_run`. Idempotent, and safe when several processes start at
 * once.
 * @throws OSOrganicError `migration_failed`
 */
export async function migrateEngine(database: EngineDatabase, log: Logger): Promise<void> {
  const logger = new GlobalLogger(undefined, { logger: createEngineLogger(log) });
  try {
    await withTarget(database, async ({ pool, execute }) => {
      // No URL, because the pool is given; no LISTEN, because neither PGlite nor poolers have it.
      await ensureSystemDatabase("", logger, pool, "dbos", false);
      for (const sql of await readOwnFiles()) await execute(sql);
    });
  } catch (cause) {
    const message = `The engine's tables cannot be made: ${messageOf(cause)}. Check the database's address and that its role may create schemas.`;
    throw new OSOrganicError("migration_failed", message, { cause });
  }
}

/** What migrations run on. */
interface Target {
  readonly pool: DbosPool;
  /** All statements of a text, in one transaction. */
  execute(sql: string): Promise<void>;
}

async function withTarget(database: EngineDatabase, work: (target: Target) => Promise<void>): Promise<void> {
  if (!("url" in database)) return work(sessionTarget(database));
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // A connection that dies while idle is replaced by the next query.
  pool.on("error", () => undefined);
  try {
    await holdLock(pool, () => work({ pool, execute: async (sql) => void (await pool.query(sql)) }));
  } finally {
    await pool.end();
  }
}

/**
 * One migration at a time over all processes. The lock belongs to a transaction, because poolers share sessions; it is
 * asked for again and again, because whoever waits inside a statement would block the other one's index builds.
 */
async function holdLock(pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    while (!(await tryLock(client))) await new Promise((resolve) => setTimeout(resolve, 100));
    await work();
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

async function readOwnFiles(): Promise<readonly string[]> {
  const folder = join(packageRoot(), "sql");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}
