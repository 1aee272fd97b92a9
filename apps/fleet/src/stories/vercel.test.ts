import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { sign } from "@octokit/webhooks-methods";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { type Child, openChild } from "../child/open-child.ts";
import { type ProgramResult, runProgram } from "../run-program.ts";
import { assembleFunction } from "../vercel/assemble-function.ts";
import { type ServedSupabase, serveSupabase } from "../vercel/serve-supabase.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("vercel");
const root = join(import.meta.dirname, "..", "..", "..", "..");
const secret = "a-secret-of-this-story-with-32-bytes";
const hasPostgres = await findRealPostgres();

let supabase: ServedSupabase;
beforeAll(async () => void (supabase = await serveSupabase()));
afterAll(() => supabase.stop());

story("vercel build accepts a spawned child, and its functions work", async () => {
  const { children, ...fleet } = useFleet();
  const child = await openChild(fleet, children["e-commerce"]);
  // The child uses the template as it is, so the template passes, too.
  expect(await child.read("vercel.json")).toBe(
    await readFile(join(root, "templates/vercel-configs/vercel.json"), "utf8"),
  );
  await build(child);
  // Neither sources nor prompts, neither a configuration nor a lock.
  expect(await filesBelow(join(child.folder, ".vercel/output/static"))).toEqual(["robots.txt"]);

  const { deliveryId, ...delivery } = await signedDelivery();
  expect(await call(child, "webhooks", delivery)).toMatchObject({ status: 202 });
  expect(await supabase.deliveries()).toEqual([deliveryId]);
  const forged = { ...delivery, body: delivery.body.replace("opened", "closed") };
  expect(await call(child, "webhooks", forged)).toMatchObject({ status: 401 });

  const health = { method: "GET", headers: {} };
  expect(await call(child, "health", health)).toEqual({
    status: 200,
    body: { status: "ok", checks: { environment: "ok", database: "ok" } },
  });
});

story("without a folder of its own for what is served, nothing is built", async () => {
  const { children, ...fleet } = useFleet();
  const child = await openChild(fleet, children["developer-tools"]);
  await child.remove("public/robots.txt");
  const { exitCode } = await tryBuild(child);
  expect(exitCode).toBe(1);
  expect(await filesBelow(join(child.folder, ".vercel/output/static"))).toEqual([]);
});

story("the function that drains has all that agents need, and answers", async () => {
  const { children, folder, ...fleet } = useFleet();
  const child = await openChild({ folder, ...fleet }, children["e-commerce"]);
  await build(child);
  const drain = await assembleFunction({ child, name: "drain", into: folder });
  const files = await filesBelow(drain);
  // What is loaded by a name that is put together, or in a thread.
  for (const file of [
    "@langchain/anthropic/dist/index.js",
    "@langchain/openai/dist/index.js",
    "@osorganicai/code-context/dist/context-worker.js",
    "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm",
    "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
    "osorganicai.config.ts",
    "src/agents/product-owner.ts",
  ])
    expect(
      files.some((path) => path.endsWith(file)),
      file,
    ).toBe(true);
  const request = { method: "GET", headers: { authorization: `Bearer ${secret}` } };
  expect(await call(child, "drain", { ...request, headers: {} })).toMatchObject({ status: 401 });
});

story.skipIf(!hasPostgres)(
  `on a real Postgres${hasPostgres ? "" : ` (none at ${realPostgresHost})`} the function that drains works off what waits`,
  async () => {
    const { children, ...fleet } = useFleet();
    const child = await openChild(fleet, children["e-commerce"]);
    const postgres = await openRealPostgres();
    onTestFinished(() => postgres.close());
    await child.run("npx", "osorganicai", "migrate", "--database-url", postgres.url);
    await build(child);
    await postgres.query("select public.enqueue_run('gone', 'acme/shop#7')");
    const request = { method: "GET", headers: { authorization: `Bearer ${secret}` } };
    const answer = await call(child, "drain", request, { DATABASE_URL: postgres.url });
    expect(answer).toEqual({ status: 200, body: { left: 0 } });
    const { rows } = await postgres.query("select status from dbos.workflow_status");
    expect(rows).toEqual([{ status: "ERROR" }]);
  },
);

story(
  "without its database a function says that a delivery is not safe, so that it is sent again",
  async () => {
    const { children, ...fleet } = useFleet();
    const child = await openChild(fleet, children["fintech"]);
    await build(child);
    const { deliveryId: _, ...delivery } = await signedDelivery();
    expect(await call(child, "webhooks", delivery, { SUPABASE_URL: "http://127.0.0.1:9" })).toMatchObject({
      status: 503,
    });
  },
);

/** Builds as Vercel does, offline: what `vercel link` would write down is written here. */
async function build(child: Child): Promise<void> {
  expect(await tryBuild(child)).toMatchObject({ exitCode: 0 });
}

async function tryBuild(child: Child): Promise<ProgramResult> {
  await mkdir(join(child.folder, ".vercel"));
  const settings = { framework: null, nodeVersion: "24.x" };
  await child.write(
    ".vercel/project.json",
    JSON.stringify({ projectId: "prj_1", orgId: "team_1", settings }),
  );
  return child.attempt(process.execPath, programOf("vercel"), "build");
}

/** None where there is no such folder. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function signedDelivery() {
  const deliveryId = randomUUID();
  const body = JSON.stringify({
    action: "opened",
    issue: { number: 7, id: 1, title: "A wish", body: "" },
    repository: { id: 1, name: "my-shop", full_name: "acme/my-shop", owner: { login: "acme", id: 1 } },
    sender: { id: 1, login: "ann", type: "User" },
  });
  const headers = {
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-delivery": deliveryId,
    "x-hub-signature-256": await sign(secret, body),
  };
  return { deliveryId, method: "POST", headers, body };
}

/** Calls a function out of the build, with nothing around it that Vercel would not put there, in a process of its own. */
async function call(
  child: Child,
  name: string,
  request: object,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const { environment, folder } = useFleet();
  const cwd = await assembleFunction({ child, name, into: folder });
  const driver = join(import.meta.dirname, "..", "vercel", "call-function.mjs");
  return JSON.parse(
    await runProgram([process.execPath, driver, join(cwd, "api", `${name}.js`), JSON.stringify(request)], {
      cwd,
      environment: {
        ...environment,
        GITHUB_WEBHOOK_SECRET: secret,
        GITHUB_TOKEN: "unused",
        CRON_SECRET: secret,
        SUPABASE_URL: supabase.url,
        SUPABASE_SECRET_KEY: "unused",
        ...more,
      },
    }),
  );
}
