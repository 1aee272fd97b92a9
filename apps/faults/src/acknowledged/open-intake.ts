import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../world/open-database.ts";
import { serveRest } from "../world/serve-rest.ts";
import { startWorker, type Worker } from "../world/start-worker.ts";

/** The intake in a process of its own, and its database. */
export interface Intake {
  readonly secret: string;
  /** Where deliveries go, in every life. */
  url(): string;
  /** SIGKILL, and another life. */
  restart(): Promise<void>;
  /** Which of these ids a query does not find. */
  missing(ids: readonly string[], sql: string): Promise<readonly string[]>;
  count(sql: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts it; it takes deliveries and works on none. */
export async function openIntake(databaseUrl: string): Promise<Intake> {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-intake-"));
  const rest = await serveRest(databaseUrl);
  const database = openDatabase(databaseUrl);
  const secret = randomBytes(32).toString("hex");
  let port = 0;

  async function start(): Promise<Worker> {
    const worker = await startWorker({
      options: {
        config: { name: "intake" },
        directory,
        port,
        origins: {},
        options: { engine: {} },
        works: false,
        record: false,
      },
      environment: {
        GITHUB_TOKEN: "nobody is asked",
        GITHUB_WEBHOOK_SECRET: secret,
        SUPABASE_URL: rest.url,
        SUPABASE_SECRET_KEY: rest.key,
        DATABASE_URL: databaseUrl,
      },
    });
    port = worker.port;
    return worker;
  }

  let worker = await start();
  return {
    secret,
    url: () => worker.url,
    async restart() {
      await worker.kill();
      worker = await start();
    },
    async missing(ids, sql) {
      const found = new Set((await database.query<{ id: string }>(sql)).map(({ id }) => id));
      return ids.filter((id) => !found.has(id));
    },
    count: async (sql) => Number((await database.query<{ n: string }>(sql))[0]?.n),
    async close() {
      await worker.kill();
      await Promise.all([rest.close(), database.close()]);
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
