import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { serve } from "srvx";

/** Supabase's REST API in front of a real Postgres, for other processes. */
export interface RestServer {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Lite serves a database that is migrated already. */
export async function serveRest(databaseUrl: string): Promise<RestServer> {
  const connection = createPostgresConnection({ url: databaseUrl });
  // Otherwise lite grants every table to anon.
  Object.assign(connection, { rlsState: "active" });
  const keys = { publishable_key: "sb_publishable_test", secret_key: "sb_secret_test" };
  const app = new App({ connection, auth: { enabled: false, jwt_secret: "x".repeat(40), ...keys } });
  const server = serve({
    fetch: (request) => app.fetch(request),
    port: 0,
    hostname: "127.0.0.1",
    silent: true,
    gracefulShutdown: false,
  });
  await server.ready();
  return {
    url: (server.url ?? "").replace(/\/$/, ""),
    key: keys.secret_key,
    async close() {
      await server.close(true);
      await connection.close();
    },
  };
}
