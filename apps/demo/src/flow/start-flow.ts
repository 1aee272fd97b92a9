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
import { type Child, startChild } from "./start-child.ts";
import { startHelper } from "./start-helper.ts";

/** What a flow is made of. */
export interface FlowOptions {
  readonly scenario: Scenario;
  /** Environment that leads the child to a real model. Undefined: the scenario's script answers. */
  readonly modelEnvironment?: Readonly<Record<string, string>>;
  /** Folder of the child. @default the test child */
  readonly childDirectory?: string;
  /** Told what was started, and how long it took. */
  readonly onStarted?: (what: string, durationMs: number) => void;
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

/** Starts everything that the main job needs, on this machine and nowhere else. */
export async function startFlow(options: FlowOptions): Promise<Flow> {
  const { scenario, modelEnvironment, childDirectory = testChild(), onStarted = () => {} } = options;
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-demo-"));
  const closers: (() => Promise<void>)[] = [
    () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async (): Promise<void> => {
    for (const end of closers.toReversed()) await end();
  };

  async function timed<T>(what: string, start: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await start();
    onStarted(what, performance.now() - startedAt);
    return result;
  }

  try {
    const twin = await timed("GitHub twin", () => startTwin(scenario, directory, closers));
    const double = modelEnvironment
      ? undefined
      : await timed("scripted model", () => startDouble(scenario, directory, closers));
    const webhookSecret = randomBytes(32).toString("hex");
    const environment = {
      ...githubEnvironment(twin, webhookSecret),
      ...(modelEnvironment ?? double?.environment),
    };
    const childOptions = { directory: childDirectory, stateDirectory: join(directory, "child"), environment };
    let child = await timed("child", () => startChild({ ...childOptions, port: 0 }));
    closers.push(() => child.stop());
    await twin.setWebhook({ url: `${child.url}/api/webhooks`, secret: webhookSecret });
    return {
      scenario,
      directory,
      twin,
      double,
      get child() {
        return child;
      },
      person: new Octokit({ baseUrl: twin.url, auth: twin.token(PERSON), log: quiet }),
      async restartChild() {
        await child.kill();
        child = await startChild({ ...childOptions, port: child.port });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function startTwin(
  { repository }: Scenario,
  directory: string,
  closers: (() => Promise<void>)[],
): Promise<GitHubTwinControl> {
  const helper = await startHelper<{ readonly url: string }>("twin-main.ts", {
    directory: join(directory, "github"),
    users: [{ login: PERSON, permission: "write" }],
    repositories: [repository],
  });
  closers.push(() => helper.stop());
  return connectToGitHubTwin(helper.ready.url);
}

async function startDouble(
  { scriptModule }: Scenario,
  directory: string,
  closers: (() => Promise<void>)[],
): Promise<ModelDoubleClient> {
  const helper = await startHelper<{ readonly url: string }>("double-main.ts", {
    scriptModule,
    directory: join(directory, "model"),
  });
  closers.push(() => helper.stop());
  return connectToModelDouble(helper.ready.url);
}

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
