import { AsyncLocalStorage } from "node:async_hooks";
import { type ExclusiveDatabase, type SqlResult, silentLogger } from "@osorganicai/core";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import type { SupabaseClient } from "@supabase/supabase-js";
import pg from "pg";
import { connectSupabase } from "../connect-supabase.ts";
import { captureErrors } from "../local/capture-errors.ts";

/** A database on a real Postgres, with lite in place of Supabase's REST API. */
export interface RealSupabase {
  readonly client: SupabaseClient;
  readonly anonymous: SupabaseClient;
  /** A connection of its own for each holder. */
  readonly database: ExclusiveDatabase;
  readonly url: string;
  /** Drops the database. */
  close(): Promise<void>;
}

/** Lite serves a database after the caller's migrations. Closing drops the database. */
export function serveRealPostgres(postgres: { readonly url: string; close(): Promise<void> }): RealSupabase {
  const { url } = postgres;
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // Dropping the database may end a connection that is just being closed.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const connection = createPostgresConnection({ url });
  // As in rest-clients.ts: otherwise lite grants every table to anon.
  Object.assign(connection, { rlsState: "active" });
  const headers = tellHeaders(connection);
  const keys = { publishable_key: "sb_publishable_test", secret_key: "sb_secret_test" };
  const app = new App({ connection, auth: { enabled: false, jwt_secret: "x".repeat(40), ...keys } });
  const capture = captureErrors();
  const connect = (key: string) =>
    connectSupabase({
      url: "http://supabase.invalid",
      key,
      fetch(...call) {
        const request = new Request(...call);
        return headers.run(request.headers, () => capture.run(silentLogger, async () => app.fetch(request)));
      },
    });
  return {
    client: connect(keys.secret_key),
    anonymous: connect(keys.publishable_key),
    database: { acquire: () => acquire(pool) },
    url,
    async close() {
      capture.end();
      await Promise.all([pool.end(), connection.close()]);
      await postgres.close();
    },
  };
}

/** What lite runs at the beginning of every request's transaction. */
interface SessionContext {
  applyJwtSessionContext(transaction: RawTransaction, ...rest: unknown[]): Promise<void>;
}

/** A transaction of kysely, as far as it takes a statement as it is. */
interface RawTransaction {
  executeQuery(query: object): Promise<unknown>;
}

/** Supabase tells SQL the headers of every request, lite only those of function calls. */
function tellHeaders(connection: object): AsyncLocalStorage<Headers> {
  const storage = new AsyncLocalStorage<Headers>();
  const target = connection as SessionContext;
  const apply = target.applyJwtSessionContext.bind(target);
  target.applyJwtSessionContext = async (transaction, ...rest) => {
    await apply(transaction, ...rest);
    const headers = storage.getStore();
    if (headers) await transaction.executeQuery(setHeaders(JSON.stringify(Object.fromEntries(headers))));
  };
  return storage;
}

function setHeaders(headers: string): object {
  const sql = "select set_config('request.headers', $1, true)";
  const query = { kind: "RawNode", sqlFragments: [sql], parameters: [] };
  return { sql, parameters: [headers], query, queryId: { queryId: "headers" } };
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
