import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { tellFailures } from "./tell-failures.ts";
import { tellHeaders } from "./tell-headers.ts";

/** One lite with its connections. */
export interface Lite {
  /** Whether its database has answered yet. */
  hasWorked: boolean;
  ask(request: Request): Promise<Response>;
  introspect(): Promise<Schema>;
  close(): Promise<void>;
}

/** What lite knows of a database. */
type Schema = Awaited<ReturnType<PostgresConnection["introspect"]>>;
type PostgresConnection = ReturnType<typeof createPostgresConnection>;

/** @param schema as another one has read it: one that asks while its database is away believes it to be empty */
export function openLite(databaseUrl: string, key: string, schema?: Schema): Lite {
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: { max: 8, connect_timeout: 2, backoff: () => 0.05, onnotice: () => undefined },
  });
  // Otherwise lite grants every table to anon.
  Object.assign(connection, { rlsState: "active" });
  if (schema) connection.introspect = async () => schema;
  const keys = { publishable_key: "sb_publishable_faults", secret_key: key };
  const app = new App({ connection, auth: { enabled: false, jwt_secret: "x".repeat(40), ...keys } });
  return {
    hasWorked: false,
    ask: tellHeaders(tellFailures(app, connection), connection),
    introspect: () => connection.introspect(),
    close: () => connection.driver.end({ timeout: 0 }),
  };
}
