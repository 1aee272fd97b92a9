import { randomUUID } from "node:crypto";
import pg from "pg";

/** Where tests look for a Postgres that lets them create databases without a password. */
export const realPostgresHost: string = process.env["PGHOST"] ?? "127.0.0.1";

const adminUrl = `postgres://postgres@${realPostgresHost}:${process.env["PGPORT"] ?? "5432"}/postgres`;

/** Whether there is one. Where there is none, tests should say by name that they did not run: `test.skipIf(!found)`. */
export async function findRealPostgres(): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** A database of our own with a random name. */
export interface RealPostgres {
  /** `postgres://…/osorganicai_test_…`. */
  readonly url: string;
  query(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
  /** Drops it. */
  close(): Promise<void>;
}

/** Creates a database; its caller must close it. */
export async function openRealPostgres(): Promise<RealPostgres> {
  const name = `osorganicai_test_${randomUUID().replaceAll("-", "")}`;
  await administrate(`create database ${name}`);
  const url = adminUrl.replace(/postgres$/, name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // A connection that the server ends is nobody's error here.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    url,
    query: (sql, parameters = []) => pool.query<Record<string, unknown>>(sql, [...parameters]),
    async close() {
      await pool.end();
      // Without force Postgres waits some seconds for connections that are just being closed, instead of breaking them.
      await administrate(`drop database ${name}`).catch(() =>
        administrate(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

async function administrate(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
