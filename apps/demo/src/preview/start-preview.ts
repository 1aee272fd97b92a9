import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInstance, type Instance, readEnvironment } from "@osorganicai/instance";
import { openLocalSupabase } from "@osorganicai/store/local";
import { type GitHubTwin, type ModelScript, startGitHubTwin, startModelDouble } from "@osorganicai/testing";
import { createSandbox } from "@osorganicai/workspace";
import config from "../../../test-child/osorganicai.config.ts";
import { type Closers, createClosers } from "../flow/create-closers.ts";
import { startHelper } from "../flow/start-helper.ts";
import { serveDatabase } from "./serve-database.ts";

/** test-child as a preview deployment: its functions over HTTP, and its worker beside them on the same database. */
export interface Preview {
  /** Of the deployed functions. */
  readonly url: string;
  readonly webhookSecret: string;
  /** The GitHub that delivers to it, with the repository acme/shop. */
  readonly twin: GitHubTwin;
  /** Deploys the same functions once more, with another environment. @returns their address */
  deployWith(environment: Readonly<Record<string, string>>): Promise<string>;
  /** Lets the worker drain until GitHub and the child are both at rest. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const testChild = join(import.meta.dirname, "..", "..", "..", "test-child");

/** Deploys test-child on loopback, without an account anywhere. Ends what it started when it cannot. */
export async function startPreview(script: ModelScript): Promise<Preview> {
  const closers = createClosers();
  try {
    return await openPreview(script, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function openPreview(script: ModelScript, closers: Closers): Promise<Preview> {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-preview-"));
  closers.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const twin = await startTwin(join(directory, "github"), closers);
  const webhookSecret = randomBytes(32).toString("hex");
  const access = {
    GITHUB_API_URL: twin.url,
    GITHUB_APP_ID: String(twin.app.id),
    GITHUB_APP_PRIVATE_KEY: twin.app.privateKey,
    GITHUB_WEBHOOK_SECRET: webhookSecret,
  };
  const local = await openLocalSupabase();
  closers.add(local.close);
  const worker = await startWorker({ script, access, directory, local }, closers);
  const database = await serveDatabase(local);
  closers.add(database.close);

  async function deployWith(environment: Readonly<Record<string, string>>): Promise<string> {
    const all = { ...access, ...database.environment, ...environment };
    const entry = "../preview/functions-main.ts";
    const helper = await startHelper({
      entry,
      options: { directory: testChild },
      environment: all,
      signal: undefined,
    });
    closers.add(helper.stop);
    return helper.url;
  }

  const url = await deployWith({});
  await twin.setWebhook({ url: `${url}/api/webhooks`, secret: webhookSecret });
  return {
    url,
    webhookSecret,
    twin,
    deployWith,
    settle: () => settle(twin, worker),
    close: closers.closeAll,
  };
}

async function startTwin(directory: string, closers: Closers): Promise<GitHubTwin> {
  const twin = await startGitHubTwin({
    directory,
    sandbox: await createSandbox(),
    users: [{ login: "shopkeeper" }],
    repositories: [{ owner: "acme", name: "shop", directory: join(testChild, "shop") }],
  });
  closers.add(twin.close);
  return twin;
}

interface WorkerOptions {
  readonly script: ModelScript;
  readonly access: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly local: Awaited<ReturnType<typeof openLocalSupabase>>;
}

async function startWorker(
  { script, access, directory, local }: WorkerOptions,
  closers: Closers,
): Promise<Instance> {
  const double = await startModelDouble({ script });
  closers.add(double.stop);
  Object.assign(process.env, double.environment); // Provider classes read their address and key there themselves.
  const instance = createInstance(config, {
    environment: readEnvironment({ ...access, ...double.environment }),
    directory: testChild,
    stateDirectory: join(directory, "child"),
    database: local,
  });
  closers.add(instance.worker.stop);
  await instance.worker.start();
  return instance;
}

/** A run may make GitHub deliver something, which starts another run. */
async function settle(twin: GitHubTwin, worker: Instance): Promise<void> {
  for (let left = 1; left > 0; ) {
    await twin.idle();
    await worker.drain(60);
    await twin.idle();
    left = await worker.drain(0);
  }
}
