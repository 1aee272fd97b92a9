import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "./free-port.ts";

const run = promisify(execFile);

/** A Postgres server of our own, that may be killed. */
export interface Cluster {
  /** Address of one of its databases. */
  url(database: string): string;
  /** Makes a database, a copy of another one when one is named. */
  create(database: string, template?: string): Promise<void>;
  drop(database: string): Promise<void>;
  /** SIGKILL to the server: as if the machine had lost power, but for what the disk had not written. */
  kill(): Promise<void>;
  /** Starts it again, which replays its log. Resolves when it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** What a cluster is for. */
export interface ClusterOptions {
  /** Folder of `initdb` and `postgres`. */
  readonly programs: string;
  /** False is quicker, for a server that is never killed. */
  readonly durable: boolean;
}

/** Makes a new server on loopback. It ends with this process, however that ends. */
export async function startCluster({ programs, durable }: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "osorganicai-postgres-"));
  const user = await findUser();
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  const [initdb, ...initial] = asUser(user, join(programs, "initdb"));
  const data = join(folder, "data");
  await run(initdb, [
    ...initial,
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ]);
  const port = await freePort();
  const settings = ["max_connections=200", ...(durable ? [] : ["fsync=off", "full_page_writes=off"])];
  const [program, ...before] = asUser(user, join(programs, "postgres"));
  const start = async (): Promise<ChildProcess> => {
    const flags = settings.flatMap((setting) => ["-c", setting]);
    const server = spawn(
      program,
      [...before, "-D", data, "-h", "127.0.0.1", "-p", `${port}`, "-k", folder, ...flags],
      {
        stdio: "ignore",
      },
    );
    server.on("error", () => undefined);
    return server;
  };
  let server = await start();
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;

  async function kill(): Promise<void> {
    const gone = once(server, "exit");
    server.kill("SIGKILL");
    await gone;
  }

  /** The last of the old server's processes may hold its memory for a moment: then the new one ends at once. */
  async function untilAnswering(): Promise<void> {
    for (let tries = 0; tries < 4000; tries += 1) {
      if (await answers(url("postgres"))) return;
      if (server.exitCode !== null || server.signalCode !== null) server = await start();
      await wait(25);
    }
    throw new Error("Postgres does not answer long after its start.");
  }

  const administrate = (sql: string) => ask(url("postgres"), sql);
  await untilAnswering();
  return {
    url,
    create: (database, template) =>
      administrate(`create database ${database}${template ? ` template ${template}` : ""}`),
    drop: (database) => administrate(`drop database if exists ${database} with (force)`),
    kill,
    async restart() {
      server = await start();
      await untilAnswering();
    },
    async close() {
      if (server.exitCode === null && server.signalCode === null) await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to be root. Undefined: we are not. */
async function findUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  return Promise.all([id("-u"), id("-g")]).then(
    ([uid, gid]) => ({ uid, gid }),
    () => ({ uid: 65_534, gid: 65_534 }),
  );
}

/** A command line as another user, which dies with whoever started it. */
function asUser(user: User | undefined, program: string): readonly [string, ...string[]] {
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"] : [];
  return ["setpriv", ...identity, "--pdeathsig=KILL", program];
}

async function answers(connectionString: string): Promise<boolean> {
  return ask(connectionString, "select 1").then(
    () => true,
    () => false,
  );
}

async function ask(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
