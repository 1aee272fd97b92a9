import { mkdirSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createOrigin, startGitHubTwin, startModelDouble } from "@osorganicai/testing";
import { createSandbox } from "@osorganicai/workspace";
import { afterAll, expect, test, vi } from "vitest";
import { packAll } from "./create-project.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 }); // npm installs
const { createProject, remove } = await packAll();
afterAll(remove);

test("core alone: the README's agent runs on ports that somebody wrote by hand", async () => {
  const project = await createProject(["@osorganicai/core"]);
  expect(await project.drive("core.mjs")).toEqual({
    outcome: { kind: "nothing_to_do", reason: "Said hello." },
    said: [{ repository: "acme/shop", number: 7, key: "hello", body: "Hello!" }],
    actions: ["started", "finished"],
  });
});

test("webhook-handler alone: the README's intake works in node:http and in Hono, with one copy of core", async () => {
  const project = await createProject(["@osorganicai/webhook-handler", "@osorganicai/core"], ["hono@4"]);
  const environment = { GITHUB_WEBHOOK_SECRET: "a secret of thirty-two characters!", PORT: "0" };
  expect(await project.drive("node-server.mjs", environment)).toEqual([202, 202, 401, 405]);
  expect(await project.drive("hono-app.mjs", environment)).toEqual([202, 202, 401]);
  expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
});

test("github alone: a run that begins again leaves one comment on the twin", async () => {
  const project = await createProject(["@osorganicai/github", "@osorganicai/core"]);
  const twin = await startGitHubTwin({
    directory: `${project.folder}/twin`,
    sandbox: await createSandbox(),
    repositories: [{ owner: "acme", name: "shop" }],
    deployments: false,
  });
  try {
    const token = twin.token("acme");
    const issues = `${twin.url}/repos/acme/shop/issues`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    await fetch(issues, { method: "POST", headers, body: JSON.stringify({ title: "Say hello" }) });
    await project.drive("github.mjs", { GITHUB_TOKEN: token, GITHUB_API_URL: twin.url });
    const comments = await (await fetch(`${issues}/1/comments`, { headers })).json();
    expect(comments).toEqual([expect.objectContaining({ body: expect.stringContaining("Hello!") })]);
    expect(await twin.violations()).toEqual([]);
    expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
  } finally {
    await twin.close();
  }
});

test("llm alone: a missing provider is one sentence, and with it the README's question is answered", async () => {
  const project = await createProject(["@osorganicai/llm", "@osorganicai/core"], ["zod@4"]);
  expect(await project.drive("llm.mjs")).toEqual({
    code: "model_not_configured",
    message: expect.stringMatching(
      /^anthropic:claude-haiku-5-5 needs the package @langchain\/anthropic\. Add it /,
    ),
  });

  await project.add(["@langchain/anthropic@1"]);
  const double = await startModelDouble({ script: { "shop.triage": () => ({ answer: { urgent: true } }) } });
  try {
    expect(await project.drive("llm.mjs", double.environment)).toEqual({ urgent: true });
  } finally {
    await double.stop();
  }
  for (const shared of ["@osorganicai/core", "@langchain/core"])
    expect(project.copiesOf(shared)).toHaveLength(1);
});

test("store alone: a missing database is one sentence", async () => {
  const project = await createProject(["@osorganicai/store", "@osorganicai/core"]);
  const error = await project.node(["example.ts"]).catch(({ stderr }) => stderr);
  expect(error).toContain("environment_invalid");
  expect(error).toContain("Install @supabase/lite 0.10.0 and @electric-sql/pglite 0.4.5.");
  expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
});

test("workspace alone: the README's repair is made in a checkout and run in the sandbox", async () => {
  const project = await createProject(["@osorganicai/workspace", "@osorganicai/core"]);
  const origin = createOrigin({
    "src/total.js": "export const total = (sum, coupon) => sum - coupon;\n",
    "total.test.js": 'import "node:test";\nimport "./src/total.js";\n',
    "package.json": '{ "type": "module" }\n',
  });
  try {
    mkdirSync(`${project.folder}/acme`);
    symlinkSync(fileURLToPath(origin.url), `${project.folder}/acme/shop.git`);
    const environment = { GIT_URL: `file://${project.folder}`, COMMIT: origin.commit };
    expect(await project.drive("workspace.mjs", environment)).toEqual({
      exitCode: 0,
      found: ["src/total.js"],
      changed: ["src/total.js"],
    });
  } finally {
    origin.remove();
  }
});

test("agents-po alone: the README's Product Owner writes a contract on ports that somebody wrote by hand", async () => {
  const project = await createProject(["@osorganicai/agents-po", "@osorganicai/core"]);
  expect(await project.drive("agents-po.mjs")).toEqual({
    outcome: { kind: "ready", reason: "The contract has 1 acceptance criteria." },
    status: "ready_for_dev",
    handOverTo: "developer",
    comments: [expect.stringContaining("TEN takes ten percent off")],
    system: expect.stringContaining("Prices are whole cents."),
  });
  expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
});

test("agents-dev alone: the README's Developer proves a change and proposes it, with a workspace and no other adapter", async () => {
  const project = await createProject([
    "@osorganicai/agents-dev",
    "@osorganicai/workspace",
    "@osorganicai/core",
  ]);
  const origin = createOrigin({
    "package.json": '{ "type": "module", "scripts": { "test": "node --test" } }\n',
    "test/begin.test.js": 'import { test } from "node:test";\ntest("begins", () => {});\n',
  });
  try {
    const environment = { ORIGIN: origin.url, COMMIT: origin.commit };
    expect(await project.drive("agents-dev.mjs", environment)).toEqual({
      outcome: { kind: "proposed", reason: "Pull request #8 is open." },
      status: "in_review",
      proposed: {
        branch: "feature/7-subtract",
        paths: ["subtract.js", "test/subtract.test.js"],
        title: "Subtract",
        body: expect.stringContaining("AC1: subtracts"),
        closes: 7,
      },
      system: expect.stringContaining("Money is whole cents."),
    });
  } finally {
    origin.remove();
  }
  expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
});

test("worker alone: a database that is not there is one sentence", async () => {
  const project = await createProject(["@osorganicai/worker", "@osorganicai/core"]);
  expect(await project.drive("worker.mjs")).toEqual({
    code: "migration_failed",
    message: expect.stringContaining("Check the database's address"),
  });
  expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
});

test("testing alone: the README's model double starts and stops, with one copy of core", async () => {
  const project = await createProject(["@osorganicai/testing", "@osorganicai/core"]);
  await project.node(["example.ts"]);
  expect(project.copiesOf("@osorganicai/core")).toHaveLength(1);
});
