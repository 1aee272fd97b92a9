import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { openLite } from "./open-lite.ts";
import { outliveDeadSockets } from "./outlive-dead-sockets.ts";
import { readBody } from "./read-body.ts";
import { sayUnavailable } from "./tell-failures.ts";

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
  const key = `sb_secret_${randomBytes(16).toString("hex")}`;
  let lite = openLite(databaseUrl, key);
  const schema = await lite.introspect();

  /** With Postgres the connections have died, and postgres.js never gives up those that were in use: the next ones are new. */
  async function ask(request: Request): Promise<Response> {
    const asked = lite;
    const answer = await Promise.race([asked.ask(request), answerLate()]);
    if (answer.status < 500) asked.hasWorked = true;
    if (answer.status === 503 && asked.hasWorked && asked === lite) {
      lite = openLite(databaseUrl, key, schema);
      asked.close().catch(() => undefined);
    }
    return answer;
  }

  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await readBody(incoming);
      const { method = "GET", url = "/", headers } = incoming;
      const request = new Request(`http://127.0.0.1${url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(body.length > 0 && { body }),
      });
      const answer = await ask(request);
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
      await lite.close();
    },
  };
}

/** A statement whose connection died in the wrong moment never ends. */
async function answerLate(): Promise<Response> {
  await wait(STATEMENT_MS, undefined, { ref: false });
  return sayUnavailable();
}
