import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { readBody } from "./read-body.ts";
import { sayUnavailable, tellFailures } from "./tell-failures.ts";

/** Supabase's REST API in front of a real Postgres, for another process. */
export interface Rest {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

/** Longer than any statement takes here: what takes longer was lost with its connection. */
const STATEMENT_MS = 8000;

/** Serves a database. It outlives its Postgres, as Supabase's API does, and says 503 meanwhile. */
export async function serveRest(databaseUrl: string): Promise<Rest> {
  outliveDeadSockets();
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: { max: 8, connect_timeout: 2, backoff: () => 0.05, onnotice: () => undefined },
  });
  // Otherwise lite grants every table to anon.
  Object.assign(connection, { rlsState: "active" });
  const key = `sb_secret_${randomBytes(16).toString("hex")}`;
  const keys = { publishable_key: "sb_publishable_faults", secret_key: key };
  const app = new App({ connection, auth: { enabled: false, jwt_secret: "x".repeat(40), ...keys } });
  const ask = tellFailures(app, connection);
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await readBody(incoming);
      const { method = "GET", url = "/", headers } = incoming;
      const request = new Request(`http://127.0.0.1${url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(body.length > 0 && { body }),
      });
      const answer = await Promise.race([ask(request), answerLate()]);
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    } catch {
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    async close() {
      server.closeAllConnections();
      server.close();
      await connection.driver.end({ timeout: 0 });
    },
  };
}

/** A statement whose connection died in the wrong moment never ends. */
async function answerLate(): Promise<Response> {
  await wait(STATEMENT_MS, undefined, { ref: false });
  return sayUnavailable();
}

let outlives = false;

/** postgres.js writes to a socket that has just died, outside of every promise. Any other error ends this process. */
function outliveDeadSockets(): void {
  if (outlives) return;
  outlives = true;
  process.on("uncaughtException", (error) => {
    if (/postgres\/src\/connection\.js/.test(error.stack ?? "")) return;
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
