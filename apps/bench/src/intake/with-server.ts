import { randomBytes } from "node:crypto";
import type { RealPostgres } from "@osorganicai/testing";
import type { Contender } from "./contenders.ts";
import { openDatabase } from "./open-database.ts";
import { type RunningServer, startServer } from "./start-server.ts";

/** A contender at work. */
export interface Place {
  readonly server: RunningServer;
  readonly secret: string;
  readonly postgres: RealPostgres;
  /** Another process of the same kind on the same database. */
  startAnother(): Promise<RunningServer>;
}

/** Gives a contender a database and a process, and takes both away afterwards. @param tools has the peers */
export async function withServer<Result>(
  { server: name, tables, overRest = false }: Contender,
  tools: string,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const postgres = await openDatabase(tables);
  const running: RunningServer[] = [];
  try {
    const secret = randomBytes(32).toString("hex");
    const key = `sb_secret_${randomBytes(12).toString("hex")}`;
    const environment = { SECRET: secret, DATABASE_URL: postgres.url, TOOLS: tools, REST_KEY: key };
    const start = async (one: string, more: Readonly<Record<string, string>> = {}) => {
      const started = await startServer(one, { ...environment, ...more });
      running.unshift(started);
      return started;
    };
    const rest = overRest ? { REST_URL: `http://127.0.0.1:${(await start("rest-api")).port}` } : {};
    const server = await start(name, rest);
    return await work({ server, secret, postgres, startAnother: () => start(name, rest) });
  } finally {
    for (const { stop } of running) await stop();
    await postgres.close();
  }
}
