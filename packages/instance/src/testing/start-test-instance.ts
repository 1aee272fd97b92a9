import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InstanceConfig, messageOf, OSOrganicError, type Sandbox } from "@osorganicai/core";
import type { GitHubTwin, GitHubTwinOptions, ModelDouble, ModelScript } from "@osorganicai/testing";
import { createInstance, type Instance } from "../create-instance.ts";
import { readEnvironment } from "../environment.ts";
import { createLazySandbox } from "../parts/create-lazy-sandbox.ts";
import { serveWebhooks, type WebhookServer } from "./serve-webhooks.ts";

/** What a test is about. */
export interface TestInstanceOptions extends Pick<GitHubTwinOptions, "repositories" | "users"> {
  readonly config: InstanceConfig;
  /** What the model says, by purpose. */
  readonly script: ModelScript;
  /** Runs the agents' commands. @default the machine's */
  readonly sandbox?: Sandbox;
}

/** A child at work against a GitHub twin and a model double, all in this process. One per process. */
export interface TestInstance {
  readonly instance: Instance;
  readonly twin: GitHubTwin;
  readonly double: ModelDouble;
  /** Resolves when GitHub has delivered everything and every run has ended. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const SETTLE_SECONDS = 150;

/**
 * Starts everything that a child's agents touch: issues are opened with any GitHub client at `twin.url`.
 * @throws OSOrganicError `environment_invalid` when @osorganicai/testing is not installed
 *
 * @example
 * const { twin, settle, close } = await startTestInstance({ config, script, repositories: [{ owner: "acme", name: "shop", directory: "shop" }] });
 * await new Octokit({ baseUrl: twin.url, auth: twin.token("octocat") }).issues.create({ owner: "acme", repo: "shop", title: "A wish" });
 * await settle();
 */
export async function startTestInstance({
  config,
  script,
  sandbox,
  ...github
}: TestInstanceOptions): Promise<TestInstance> {
  const { startGitHubTwin, startModelDouble } = await loadTesting();
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-test-"));
  const twin = await startGitHubTwin({
    ...github,
    directory: join(directory, "github"),
    // Stories without CI, deployments and code are told on machines without a sandbox, too.
    sandbox: createLazySandbox({}),
  });
  const double = await startModelDouble({ script });
  const secret = randomBytes(32).toString("hex");
  pointModelsAt(double);
  const environment = readEnvironment({
    ...double.environment,
    GITHUB_API_URL: twin.url,
    GITHUB_APP_ID: String(twin.app.id),
    GITHUB_APP_PRIVATE_KEY: twin.app.privateKey,
    GITHUB_WEBHOOK_SECRET: secret,
  });
  const child = join(directory, "child");
  await mkdir(child);
  // The double answers in place of whatever model was chosen.
  const { models: _chosen, ...rest } = config;
  const instance = createInstance(rest, {
    environment,
    directory: child,
    database: "memory", // It ends with the test.
    ...(sandbox && { sandbox }),
  });
  await instance.worker.start();
  const server: WebhookServer = await serveWebhooks((request) => instance.webhooks(request));
  await twin.setWebhook({ url: server.url, secret });
  return {
    instance,
    twin,
    double,
    settle: () => settle(twin, instance),
    async close() {
      await server.close();
      await instance.worker.stop();
      await twin.close();
      await double.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Not at the top: it is installed beside us, by whoever tests, and its absence deserves a sentence. */
async function loadTesting(): Promise<typeof import("@osorganicai/testing")> {
  try {
    return await import("@osorganicai/testing");
  } catch (cause) {
    throw new OSOrganicError(
      "environment_invalid",
      `A test instance cannot be started: ${messageOf(cause)}. Install @osorganicai/testing as a development dependency.`,
      { cause },
    );
  }
}

/** Provider classes read their address and key from the environment themselves. */
function pointModelsAt({ environment }: ModelDouble): void {
  Object.assign(process.env, environment);
}

/** A run may make GitHub deliver something, which starts another run: until both sides are at rest at once. */
async function settle(twin: GitHubTwin, instance: Instance): Promise<void> {
  for (let left = 1; left > 0; ) {
    await twin.idle();
    await instance.drain(SETTLE_SECONDS);
    await twin.idle();
    left = await instance.drain(0);
  }
}
