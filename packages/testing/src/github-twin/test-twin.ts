import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { verify } from "@octokit/webhooks-methods";
import type { CommandResult, Sandbox, SandboxCommand } from "@osorganicai/core";
import { onTestFinished } from "vitest";
import type { GitHubTwin, GitHubTwinControl, GitHubTwinOptions } from "./github-twin.ts";
import { readRequest } from "./http.ts";
import { asObject, type JsonObject } from "./json.ts";
import { startGitHubTwin } from "./start-github-twin.ts";

/** Parts that the tests of this folder share. Not exported from the package. */
export interface TestTwin {
  readonly twin: GitHubTwin;
  readonly directory: string;
  /** Every call names the repository. */
  readonly at: { readonly owner: string; readonly repo: string };
  /** GitHub's client, as a person or as the App's bot. */
  as(login: string): Octokit;
  asApp(): Octokit;
}

/** Starts a twin with one repository, `acme/shop`, that holds these files, and stops it after the test. */
export async function startTestTwin(
  files: Readonly<Record<string, string>> | undefined,
  options: Partial<GitHubTwinOptions> = {},
): Promise<TestTwin> {
  const root = await mkdtemp(join(tmpdir(), "github-twin-"));
  const source = join(root, "source");
  for (const [path, content] of Object.entries(files ?? {})) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), content);
  }
  const directory = join(root, "twin");
  const repository = { owner: "acme", name: "shop", ...(files && { directory: source }) };
  const twin = await startGitHubTwin({
    directory,
    sandbox: shellSandbox,
    repositories: [repository],
    deployments: false,
    ...options,
  });
  onTestFinished(async () => {
    await twin.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  });
  return { twin, directory, at: { owner: "acme", repo: "shop" }, ...clientsOf(twin) };
}

function clientsOf(twin: GitHubTwin): Pick<TestTwin, "as" | "asApp"> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const { id: appId, privateKey, installationId } = twin.app;
  return {
    as: (login) => new Octokit({ baseUrl: twin.url, auth: twin.token(login), log }),
    asApp: () =>
      new Octokit({
        baseUrl: twin.url,
        authStrategy: createAppAuth,
        auth: { appId, privateKey, installationId },
        log,
      }),
  };
}

/** What came to the App's webhook. */
interface ReceivedDelivery {
  readonly id: string;
  /** `issues.opened`, or `push`. */
  readonly key: string;
  readonly signed: boolean;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: JsonObject;
}

/** A receiver of the App's webhooks. */
export interface WebhookReceiver {
  /** What it answers from now on. */
  readonly answer: { status: number };
  /** Everything so far, as soon as the twin has nothing left to send. */
  all(): Promise<readonly ReceivedDelivery[]>;
  keys(): Promise<readonly string[]>;
}

/** Receives the App's webhooks until the test is over, and answers them with a status that may change. */
export async function receiveWebhooks(twin: GitHubTwinControl): Promise<WebhookReceiver> {
  const secret = "it's a secret";
  const received: ReceivedDelivery[] = [];
  const answer = { status: 202 };
  const server = createHttpServer(async (incoming, outgoing) => {
    const { headers, body } = await readRequest(incoming);
    const payload = asObject(JSON.parse(body.toString()));
    const event = String(headers["x-github-event"]);
    const signed = await verify(secret, body.toString(), String(headers["x-hub-signature-256"]));
    const key = [event, payload["action"]].filter(Boolean).join(".");
    received.push({ id: String(headers["x-github-delivery"]), key, signed, headers, payload });
    outgoing.writeHead(answer.status).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  await twin.setWebhook({ url: `http://127.0.0.1:${portOf(server)}/webhooks`, secret });
  const all = async () => {
    await twin.idle();
    return received;
  };
  return { answer, all, keys: async () => (await all()).map(({ key }) => key) };
}

/** Writes files to a new branch, by the git data API, as the product does it. */
export async function commitFiles(
  octokit: Octokit,
  at: TestTwin["at"],
  {
    branch,
    from = "main",
    files,
  }: {
    readonly branch: string;
    readonly from?: string;
    readonly files: Readonly<Record<string, string | null>>;
  },
): Promise<string> {
  const { data: base } = await octokit.git.getRef({ ...at, ref: `heads/${from}` });
  const parent = base.object.sha;
  const tree = Object.entries(files).map(([path, content]) => ({
    path,
    mode: "100644" as const,
    type: "blob" as const,
    ...(content === null ? { sha: null } : { content }),
  }));
  const { data: written } = await octokit.git.createTree({ ...at, base_tree: parent, tree });
  const commit = { ...at, message: `Change ${Object.keys(files)}`, tree: written.sha, parents: [parent] };
  const { data: made } = await octokit.git.createCommit(commit);
  if (branch === from) await octokit.git.updateRef({ ...at, ref: `heads/${branch}`, sha: made.sha });
  else await octokit.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: made.sha });
  return made.sha;
}

/** Runs in a shell of the machine: enough for the harmless commands of these tests. */
export const shellSandbox: Sandbox = {
  kind: "shell",
  run: runInShell,
  async serve(command) {
    const port = await freePort();
    const child = spawnShell(command, { PORT: String(port) });
    const url = `http://127.0.0.1:${port}`;
    const ended = new Promise<never>((_, fail) =>
      child.on("exit", (code) => fail(new Error(`exit code ${code}`))),
    );
    await Promise.race([ended, waitFor(url)]);
    ended.catch(() => {});
    return {
      url,
      stop: async () => {
        const gone = new Promise((done) => child.once("exit", done));
        if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
        await gone;
      },
    };
  },
};

async function runInShell(command: SandboxCommand): Promise<CommandResult> {
  const started = performance.now();
  const child = spawnShell(command, {});
  let output = "";
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  child.stderr?.on("data", (chunk) => (output += String(chunk)));
  const exitCode = await new Promise<number>((done) => child.on("close", (code) => done(code ?? 137)));
  return { exitCode, output, durationMs: performance.now() - started };
}

function spawnShell(
  { directory, command, environment }: SandboxCommand,
  more: Readonly<Record<string, string>>,
) {
  const { PATH = "" } = process.env;
  return spawn("sh", ["-c", command], {
    cwd: directory,
    env: { PATH, ...environment, ...more },
    detached: true,
  });
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const port = portOf(server);
  await new Promise((done) => server.close(done));
  return port;
}

async function waitFor(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await new Promise((again) => setTimeout(again, 20));
  }
}
