import { Octokit } from "@octokit/rest";
import { OSOrganicError, type Sandbox } from "@osorganicai/core";
import { migrate } from "@osorganicai/store/migrations";
import {
  type GitHubTwin,
  openRealPostgres,
  type RealPostgres,
  startGitHubTwin,
  startModelDouble,
} from "@osorganicai/testing";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { onTestFinished } from "vitest";
import { connect } from "../migrate/connect.ts";
import { type Gate, holdRequests } from "./hold-requests.ts";
import { makeFolder, writeFiles } from "./make-repository.ts";
import { adder, unclear } from "./run-scripted.ts";
import { serveRest } from "./serve-rest.ts";
import { type RunningCli, startCli } from "./start-cli.ts";

/** What workers of one child share: GitHub, a model that answers when it may, a Postgres and Supabase's API before it. */
export interface WorkerWorld {
  readonly postgres: RealPostgres;
  /** Before the model, shut. */
  readonly gate: Gate;
  /** How often the model was asked. */
  asked(): Promise<number>;
  /** A worker of one run at a time, when it takes deliveries; they go to the one that was started last. */
  startWorker(flags?: readonly string[]): Promise<StartedWorker>;
  /** From now on deliveries go there. */
  deliverTo(worker: StartedWorker): Promise<void>;
  openIssue(title: string): Promise<number>;
  /** Texts on an issue, oldest first. */
  comments(issue: number): Promise<readonly string[]>;
}

/** A process that listens. */
export interface StartedWorker extends RunningCli {
  readonly url: string;
}

const at = { owner: "acme", repo: "shop" };
const secret = "s".repeat(32);

/** Opens everything but the workers. It goes with the test. */
export async function openWorkerWorld(): Promise<WorkerWorld> {
  const postgres = await openMigrated();
  const rest = await serveRest(postgres.url);
  onTestFinished(() => rest.close());
  const twin = await openTwin();
  const double = await startModelDouble({ script: unclear });
  onTestFinished(() => double.stop());
  const gate = await holdRequests(double.url);
  onTestFinished(() => gate.close());
  const directory = await makeFolder("worker-");
  await writeFiles(directory, {
    "osorganicai.config.mjs": 'export default { name: "shop", limits: { concurrency: 1 } };\n',
  });
  const models = Object.entries(double.environment).map(([name, value]): [string, string] => [
    name,
    value.replace(double.url, gate.url),
  ]);
  const environment = {
    ...Object.fromEntries(models),
    OSORGANICAI_MODEL: "anthropic:scripted",
    GITHUB_API_URL: twin.url,
    GITHUB_APP_ID: String(twin.app.id),
    GITHUB_APP_PRIVATE_KEY: twin.app.privateKey,
    GITHUB_WEBHOOK_SECRET: secret,
    SUPABASE_URL: rest.url,
    SUPABASE_SECRET_KEY: rest.key,
    DATABASE_URL: postgres.url,
  };
  const person = new Octokit({ baseUrl: twin.url, auth: twin.token("ann") });
  const deliverTo = ({ url }: StartedWorker): Promise<void> =>
    twin.setWebhook({ url: `${url}/api/webhooks`, secret });

  return {
    postgres,
    gate,
    asked: async () => (await double.journal()).length,
    deliverTo,
    async startWorker(flags = []) {
      const cli = startCli({ argv: ["worker", "--port", "0", ...flags], directory, environment });
      onTestFinished(async () => {
        cli.process.kill("SIGKILL");
        await cli.ended; // It has the database open.
      });
      const line = await cli.firstLine;
      const worker = { ...cli, url: line.replace("Listening on ", "") };
      await deliverTo(worker);
      return worker;
    },
    async openIssue(title) {
      const { data } = await person.issues.create({ ...at, title, body: "Only whole numbers." });
      await twin.idle();
      return data.number;
    },
    async comments(issue) {
      const { data } = await person.issues.listComments({ ...at, issue_number: issue });
      return data.map(({ body }) => body ?? "");
    },
  };
}

async function openMigrated(): Promise<RealPostgres> {
  const postgres = await openRealPostgres();
  onTestFinished(() => postgres.close());
  await migrateEngine({ url: postgres.url });
  const session = await connect(new URL(postgres.url));
  await migrate(session);
  await session.close();
  return postgres;
}

async function openTwin(): Promise<GitHubTwin> {
  const product = await makeFolder("product-");
  await writeFiles(product, adder);
  const twin = await startGitHubTwin({
    directory: await makeFolder("github-"),
    sandbox: noSandbox,
    users: [{ login: "ann", permission: "write" }],
    repositories: [{ owner: at.owner, name: at.repo, directory: product }],
    deployments: false,
  });
  onTestFinished(() => twin.close());
  return twin;
}

/** Nothing is built, tested or served here. */
const noSandbox: Sandbox = { kind: "none", run: refuse, serve: refuse };

async function refuse(): Promise<never> {
  throw new OSOrganicError("executor_unavailable", "Nothing runs here.");
}
