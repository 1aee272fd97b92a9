import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { InstanceConfig } from "@osorganicai/core";
import type { InstanceOptions } from "@osorganicai/instance";
import { type GitHubTwin, type ModelDouble, startGitHubTwin, startModelDouble } from "@osorganicai/testing";
import { createSandbox } from "@osorganicai/workspace";
import type { ToChild } from "../child/messages.ts";
import type { Point } from "../child/point.ts";
import { createScript, type ModelWeather } from "./model-script.ts";
import { type Database, openDatabase } from "./open-database.ts";
import { writeProduct } from "./product.ts";
import { type Rest, serveRest } from "./serve-rest.ts";
import { startWorker, type Worker } from "./start-worker.ts";

/** GitHub, a model and a database, all of which outlive the child that works with them. */
export interface World {
  readonly twin: GitHubTwin;
  readonly double: ModelDouble;
  readonly database: Database;
  /** Of the App's webhook. */
  readonly secret: string;
  /** GitHub as a person sees it who may write. */
  readonly person: Octokit;
  /** Whether the model fails: see {@link ModelWeather}. */
  failModel(fails: ModelWeather): void;
  /** From now on GitHub does so, until something else is said. */
  setWeather(faults: Weather): Promise<void>;
  /** What people do, in a moment in which nothing goes wrong: they try until it works. */
  inCalm<T>(work: () => Promise<T>): Promise<T>;
  /** Starts the child, or starts it again, on the same database and port. */
  start(order?: WorkerOrder): Promise<Worker>;
  close(): Promise<void>;
}

/** What one life of the child is to be. */
interface WorkerOrder extends Partial<Pick<ToChild, "dieAt" | "record">> {
  /** Told about every place while it records. */
  readonly onPoint?: (point: Point) => void;
  /** @default true */
  readonly works?: boolean;
  /** On another port, beside one that still has the first: from now on deliveries come here. @default false */
  readonly elsewhere?: boolean;
}

/** What a world is made from. */
export interface WorldOptions {
  /**
   * After so long without a sign of life a worker is taken over. Undefined: an hour, and the deadline of a worker that we
   * killed passes at once, so that a busy machine makes nobody look dead who is not.
   */
  readonly leaseMs?: number;
  /** A database of its own, migrated. */
  readonly databaseUrl: string;
  /** Runs at once. @default 8 */
  readonly concurrency?: number;
  /** Other times and limits than GitHub's own, or ours. */
  readonly github?: Pick<InstanceOptions, "limitGitHub" | "settlePausesMs" | "holdMs">;
  /** Told what the child complains about. */
  readonly onComplaint?: (text: string) => void;
}

/** The one repository there is. */
export const at: { readonly owner: string; readonly repo: string } = { owner: "acme", repo: "adder" };

const config = {
  name: "faults",
  repository: { checks: ["node --test --test-isolation=none"] },
} satisfies InstanceConfig;
/** What GitHub does with requests. */
export type Weather = Parameters<GitHubTwin["setFaults"]>[0];

const soon = { firstDelayMs: 20, maxDelayMs: 300, totalMs: 10 * 60_000 };
const HOUR_MS = 60 * 60_000;

/** As the product's engine, but for the waiting: tests have seconds where outages have hours. */
function createTimes(leaseMs: number) {
  return {
    // Numbers that JSON knows: infinity arrives as null.
    retry: { outage: { ...soon, attempts: Number.MAX_SAFE_INTEGER }, hiccup: { ...soon, attempts: 5 } },
    timing: { leaseMs, heartbeatMs: leaseMs / 5, tendMs: 200, pollMs: 200 },
  };
}

/** Starts everything but the child. */
export async function openWorld({
  databaseUrl,
  concurrency = 8,
  github = {},
  leaseMs,
  onComplaint,
}: WorldOptions): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-faults-"));
  const product = join(directory, "product");
  const child = join(directory, "child");
  const temporary = join(directory, "temporary");
  await Promise.all([writeProduct(product), mkdir(child), mkdir(temporary)]);
  const engine = createTimes(leaseMs ?? HOUR_MS);
  let fails: ModelWeather = () => false;
  let weather: Weather = [];
  const twin = await startGitHubTwin({
    directory: join(directory, "github"),
    sandbox: await createSandbox(),
    users: [
      { login: "ann", permission: "write" },
      { login: "stranger", permission: "read" },
    ],
    repositories: [{ owner: at.owner, name: at.repo, directory: product }],
    deployments: false,
  });
  const double = await startModelDouble({ script: createScript((request) => fails(request)) });
  const rest = await serveRest(databaseUrl);
  const database = openDatabase(databaseUrl);
  const secret = randomBytes(32).toString("hex");
  let port = 0;

  async function start({
    onPoint,
    works = true,
    elsewhere = false,
    ...order
  }: WorkerOrder = {}): Promise<Worker> {
    if (elsewhere) port = 0;
    else if (leaseMs === undefined) await passDeadlines(database);
    const origins = { github: twin.url, supabase: rest.url, model: double.url };
    const limits = { maxTurns: 5, concurrency };
    const options = {
      config: { ...config, limits },
      directory: child,
      port,
      origins,
      options: { ...github, engine },
    };
    const worker = await startWorker({
      options: { record: false, ...options, ...order, works },
      environment: {
        ...double.environment,
        ...environmentOf({ twin, rest, databaseUrl, secret }),
        // A death leaves its checkouts behind.
        TMPDIR: temporary,
      },
      ...(onPoint && { onPoint }),
      ...(onComplaint && { onComplaint }),
    });
    if (port === 0) {
      port = worker.port;
      await twin.setWebhook({ url: worker.url, secret });
    }
    return worker;
  }

  return {
    twin,
    double,
    database,
    secret,
    person: new Octokit({ baseUrl: twin.url, auth: twin.token("ann"), log: quiet }),
    failModel: (next) => {
      fails = next;
    },
    async setWeather(faults) {
      weather = faults;
      await twin.setFaults(faults);
    },
    async inCalm(work) {
      await twin.setFaults([]);
      try {
        return await work();
      } finally {
        await twin.setFaults(weather);
      }
    },
    start,
    async close() {
      await Promise.all([double.stop(), rest.close(), database.close()]);
      await twin.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Whoever worked here is dead: we killed it. */
async function passDeadlines(database: Database): Promise<void> {
  await database.query("update public.executors set deadline = clock_timestamp()");
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

interface Peers {
  readonly twin: GitHubTwin;
  readonly rest: Rest;
  readonly databaseUrl: string;
  readonly secret: string;
}

function environmentOf({ twin, rest, databaseUrl, secret }: Peers): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: twin.url,
    GITHUB_APP_ID: String(twin.app.id),
    GITHUB_APP_PRIVATE_KEY: twin.app.privateKey,
    GITHUB_WEBHOOK_SECRET: secret,
    SUPABASE_URL: rest.url,
    SUPABASE_SECRET_KEY: rest.key,
    DATABASE_URL: databaseUrl,
    OSORGANICAI_MODEL: "anthropic:claude-haiku-5-5",
  };
}
