import { randomUUID } from "node:crypto";
import { type ExclusiveDatabase, type SqlResult, silentLogger } from "@osorganicai/core";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import type { SupabaseClient } from "@supabase/supabase-js";
import pg from "pg";
import { connectSupabase } from "../connect-supabase.ts";
import { captureErrors } from "../local/capture-errors.ts";

/** A database of our own on a real Postgres, with lite in place of Supabase's REST API. */
export interface RealPostgres {
  readonly client: SupabaseClient;
  readonly anonymous: SupabaseClient;
  /** A connection of its own for each holder. */
  readonly database: ExclusiveDatabase;
  readonly url: string;
  /** Drops the database. */
  close(): Promise<void>;
}

/** Where tests look for a Postgres that lets them create databases without a password. */
export const realPostgresHost: string = process.env["PGHOST"] ?? "127.0.0.1";

const adminUrl = `postgres://postgres@${realPostgresHost}:${process.env["PGPORT"] ?? "5432"}/postgres`;

/** Whether there is one. */
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

/** Creates a database with a random name; lite serves it after the caller's migrations. */
export async function openRealPostgres(): Promise<RealPostgres> {
  const name = `osorganicai_test_${randomUUID().replaceAll("-", "")}`;
  await administrate(`create database ${name}`);
  const url = adminUrl.replace(/postgres$/, name);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // Dropping the database may end a connection that is just being closed.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const connection = createPostgresConnection({ url });
  // As in rest-clients.ts: otherwise lite grants every table to anon.
  Object.assign(connection, { rlsState: "active" });
  const keys = { publishable_key: "sb_publishable_test", secret_key: "sb_secret_test" };
  const app = new App({ connection, auth: { enabled: false, jwt_secret: "x".repeat(40), ...keys } });
  const capture = captureErrors();
  const connect = (key: string) =>
    connectSupabase({
      url: "http://supabase.invalid",
      key,
      fetch: (...call) => capture.run(silentLogger, async () => app.fetch(new Request(...call))),
    });
  return {
    client: connect(keys.secret_key),
    anonymous: connect(keys.publishable_key),
    database: { acquire: () => acquire(pool) },
    url,
    async close() {
      capture.end();
      await Promise.all([pool.end(), connection.close()]);
      await administrate(`drop database ${name} with (force)`);
    },
  };
}

async function acquire(pool: pg.Pool): ReturnType<ExclusiveDatabase["acquire"]> {
  const client = await pool.connect();
  let held = true;
  return {
    async query(sql, parameters = []) {
      const { rows, rowCount, fields } = await client.query<SqlResult["rows"][number]>(sql, [...parameters]);
      return { rows, rowCount: rowCount ?? 0, fields };
    },
    async execute(sql) {
      await client.query(sql);
    },
    async release() {
      if (!held) return;
      held = false;
      await client.query("rollback");
      client.release();
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
