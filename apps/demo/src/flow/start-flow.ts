import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Octokit } from "@octokit/rest";
import {
  connectToGitHubTwin,
  connectToModelDouble,
  type GitHubTwinControl,
  type ModelDoubleClient,
} from "@osorganicai/testing";
import type { Scenario } from "../scenarios/scenario.ts";
import { type Closers, createClosers } from "./create-closers.ts";
import { type Child, type ChildOptions, startChild } from "./start-child.ts";
import { type HelperStart, startHelper } from "./start-helper.ts";

/** What a flow is made of. */
export interface FlowOptions {
  readonly scenario: Scenario;
  /** Environment that leads the child to a real model. Undefined: the scenario's script answers. */
  readonly modelEnvironment?: Readonly<Record<string, string>>;
  /** Folder of the child. @default the test child */
  readonly childDirectory?: string;
  /** Told what was started, and how long it took. */
  readonly onStarted?: (what: string, durationMs: number) => void;
  /** Aborted: what is being started is ended, and so is everything before it. */
  readonly signal?: AbortSignal;
}

/** GitHub, a model and a child, each in its own process, and a person who can write issues. */
export interface Flow {
  readonly scenario: Scenario;
  /** Everything lies here: bare repositories, journals, the child's database. */
  readonly directory: string;
  readonly twin: GitHubTwinControl;
  /** Undefined when a real model answers. */
  readonly double: ModelDoubleClient | undefined;
  /** The running child; another object after a restart. */
  readonly child: Child;
  /** GitHub as the person sees it. */
  readonly person: Octokit;
  /** Kills the child and starts it again on the same database and port. */
  restartChild(): Promise<void>;
  /** Ends every process and removes the folder. */
  close(): Promise<void>;
}

const PERSON = "shopkeeper";

/** Starts everything that the main job needs, on this machine and nowhere else. Ends it again when it cannot. */
export async function startFlow(options: FlowOptions): Promise<Flow> {
  const closers = createClosers();
  try {
    return await openFlow(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function openFlow(options: FlowOptions, closers: Closers): Promise<Flow> {
  const { scenario, childDirectory = testChild(), signal } = options;
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-demo-"));
  closers.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const { twin, double } = await startPeers(options, directory, closers);
  const webhookSecret = randomBytes(32).toString("hex");
  const child = await timed(options, "child", () =>
    startRestartableChild(
      {
        directory: childDirectory,
        stateDirectory: join(directory, "child"),
        environment: {
          ...githubEnvironment(twin, webhookSecret),
          ...(options.modelEnvironment ?? double?.environment),
        },
        signal,
      },
      closers,
    ),
  );
  await twin.setWebhook({ url: `${child.current().url}/api/webhooks`, secret: webhookSecret });
  return {
    scenario,
    directory,
    twin,
    double,
    get child() {
      return child.current();
    },
    person: new Octokit({ baseUrl: twin.url, auth: twin.token(PERSON), log: quiet }),
    restartChild: child.restart,
    close: closers.closeAll,
  };
}

async function timed<T>({ onStarted }: FlowOptions, what: string, start: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await start();
  onStarted?.(what, performance.now() - startedAt);
  return result;
}

/** GitHub, and the scripted model when it answers. */
async function startPeers(
  options: FlowOptions,
  directory: string,
  closers: Closers,
): Promise<Pick<Flow, "twin" | "double">> {
  const { scenario, modelEnvironment, signal } = options;
  const start = async (entry: HelperStart["entry"], given: object): Promise<string> => {
    const helper = await startHelper({ entry, options: given, signal });
    closers.add(helper.stop);
    return helper.url;
  };
  const twinUrl = await timed(options, "GitHub twin", () =>
    start("twin-main.ts", {
      directory: join(directory, "github"),
      users: [{ login: PERSON, permission: "write" }],
      repositories: [scenario.repository],
    }),
  );
  const twin = await connectToGitHubTwin(twinUrl);
  if (modelEnvironment) return { twin, double: undefined };
  const doubleUrl = await timed(options, "scripted model", () =>
    start("double-main.ts", {
      scriptModule: scenario.scriptModule,
      directory: join(directory, "model"),
    }),
  );
  return { twin, double: connectToModelDouble(doubleUrl) };
}

interface RestartableChild {
  current(): Child;
  restart(): Promise<void>;
}

async function startRestartableChild(
  options: Omit<ChildOptions, "port">,
  closers: Closers,
): Promise<RestartableChild> {
  let child = await startChild({ ...options, port: 0 });
  closers.add(() => child.stop());
  return {
    current: () => child,
    async restart() {
      await child.kill();
      child = await startChild({ ...options, port: child.port });
    },
  };
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function githubEnvironment(
  { url, app }: GitHubTwinControl,
  webhookSecret: string,
): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: url,
    GITHUB_APP_ID: String(app.id),
    GITHUB_APP_PRIVATE_KEY: app.privateKey,
    GITHUB_WEBHOOK_SECRET: webhookSecret,
  };
}

function testChild(): string {
  return dirname(createRequire(import.meta.url).resolve("test-child/package.json"));
}
