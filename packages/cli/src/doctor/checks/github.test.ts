import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Sandbox } from "@osorganicai/core";
import { type GitHubTwinOptions, startGitHubTwin } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { createTestContext } from "../../test-support/create-test-context.ts";
import { git, makeFolder, makeRepository } from "../../test-support/make-repository.ts";
import { neededEvents } from "../services/needed-events.ts";
import { githubCheck } from "./github.ts";
import { webhookCheck } from "./webhook.ts";

const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("nothing runs here")),
  serve: () => Promise.reject(new Error("nothing is served here")),
};
const secret = randomBytes(32).toString("hex");

async function openTwin(options: Partial<GitHubTwinOptions> = {}, remote = "acme/shop") {
  const directory = await makeRepository({ "README.md": "# Shop\n" });
  git(directory, "remote", "add", "origin", `https://github.com/${remote}.git`);
  const twin = await startGitHubTwin({
    directory: join(await makeFolder("twin-"), "twin"),
    sandbox: unused,
    deployments: false,
    repositories: [{ owner: "acme", name: "shop", directory }],
    users: [{ login: "guest", permission: "read" }],
    ...options,
  });
  onTestFinished(() => twin.close());
  const look = async (credentials: Readonly<Record<string, string>>) =>
    createTestContext({
      directory,
      environment: { GITHUB_WEBHOOK_SECRET: secret, GITHUB_API_URL: twin.url, ...credentials },
    });
  const app = {
    GITHUB_APP_ID: String(twin.app.id),
    GITHUB_APP_PRIVATE_KEY: twin.app.privateKey.replaceAll("\n", "\\n"),
  };
  return { twin, asApp: () => look(app), asToken: (token: string) => look({ GITHUB_TOKEN: token }) };
}

test("the events that routes wait for are derived from the routes", () => {
  expect(neededEvents([{ on: "push", run: "greeter" }])).toContain("push");
  expect(neededEvents()).toEqual([
    "check_run",
    "check_suite",
    "deployment_status",
    "issue_comment",
    "issues",
    "pull_request",
    "status",
  ]);
});

test("an App with everything, installed, whose webhook is set up, is well", async () => {
  const { twin, asApp } = await openTwin();
  await twin.setWebhook({ url: "https://shop.example.com/api/webhooks", secret });
  const context = await asApp();
  expect(await githubCheck.run(context)).toEqual([
    {
      severity: "ok",
      what: "The App osorganicai has every permission and event that is needed, also on acme/shop.",
    },
  ]);
  expect(await webhookCheck.run(context)).toEqual([
    { severity: "ok", what: "GitHub sends signed deliveries to https://shop.example.com/api/webhooks." },
  ]);
  expect(await twin.violations()).toEqual([]);
});

test("what an App lacks is named one by one, and where to give it", async () => {
  const permissions = {
    metadata: "read",
    contents: "read",
    issues: "write",
    pull_requests: "write",
    checks: "read",
    statuses: "read",
  } as const;
  const { asApp } = await openTwin({
    app: { slug: "helper", permissions, events: neededEvents().filter((event) => event !== "status") },
  });
  const findings = await githubCheck.run(await asApp());
  expect(findings.map(({ severity, what }) => [severity, what])).toEqual([
    ["error", "The App helper lacks the permission contents: write."],
    ["error", "The App helper lacks the permission deployments: read."],
    ["error", "The App helper lacks the event status."],
  ]);
  expect(findings[0]?.fix).toMatch(/settings\/apps\/helper\/permissions/);
});

test("an App that does not hear what a route of the child waits for is told", async () => {
  const { asApp } = await openTwin();
  const context = await asApp();
  const inspection = async () => ({ agents: [], routes: [{ on: "milestone.closed", run: "greeter" }] });
  expect(await githubCheck.run({ ...context, child: { ...context.child, inspection } })).toMatchObject([
    { severity: "error", what: "The App osorganicai lacks the event milestone." },
  ]);
});

test("an App that is not installed on the remote, and one without a webhook", async () => {
  const { asApp } = await openTwin({}, "acme/elsewhere");
  const context = await asApp();
  expect(await githubCheck.run(context)).toMatchObject([
    { severity: "error", what: "The App osorganicai is not installed on acme/elsewhere." },
  ]);
  expect(await webhookCheck.run(context)).toMatchObject([
    { severity: "error", what: "The App has no webhook." },
  ]);
});

test("a webhook without a secret, at another address, is told", async () => {
  const { twin, asApp } = await openTwin();
  await twin.setWebhook({ url: "https://shop.example.com/hook", secret: "" });
  expect(await webhookCheck.run(await asApp())).toMatchObject([
    { severity: "error", what: "The App's webhook has no secret." },
    { severity: "warning", what: "The webhook's address does not end in /api/webhooks." },
  ]);
});

test("a token is judged by its scopes and by what it may do with the remote", async () => {
  const { twin, asToken } = await openTwin();
  expect(await githubCheck.run(await asToken(twin.token("acme")))).toMatchObject([
    { severity: "ok", what: /The token of acme may push/ },
  ]);
  expect(await webhookCheck.run(await asToken(twin.token("acme")))).toMatchObject([
    { severity: "not_asked" },
  ]);
  expect(await githubCheck.run(await asToken(twin.token("guest")))).toMatchObject([
    { severity: "error", what: "guest may not push to acme/shop." },
  ]);
  await expect(githubCheck.run(await asToken("ghp_wrong"))).rejects.toMatchObject({
    code: "github_forbidden",
  });
});

test("a GitHub that is not there is said to be not there", async () => {
  const { asToken } = await openTwin();
  const context = await asToken("ghp_any");
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  const environment = { ...context.environment, GITHUB_API_URL: `http://127.0.0.1:${port}` };
  const { child } = await createTestContext({ directory: context.directory, environment });
  await expect(githubCheck.run({ ...context, child })).rejects.toMatchObject({ code: "github_unavailable" });
});
