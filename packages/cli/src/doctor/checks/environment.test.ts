import { randomBytes } from "node:crypto";
import { startModelDouble } from "@osorganicai/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTestContext } from "../../test-support/create-test-context.ts";
import { git, makeRepository } from "../../test-support/make-repository.ts";
import type { Check, DoctorContext } from "../check.ts";
import { environmentCheck } from "./environment.ts";
import { gitCheck } from "./git.ts";
import { githubCheck } from "./github.ts";
import { modelCheck } from "./model.ts";
import { webhookSecretCheck } from "./webhook-secret.ts";

const secret = randomBytes(32).toString("hex");
const complete = {
  GITHUB_WEBHOOK_SECRET: secret,
  GITHUB_TOKEN: "ghp_0123456789abcdef0123",
  ANTHROPIC_API_KEY: "sk-ant-0123456789abcdef",
};
const inspection: DoctorContext["child"]["inspection"] = async () => ({ agents: [], routes: [] });

async function run(check: Check, environment: DoctorContext["environment"], files = {}) {
  return check.run(await createTestContext({ environment, files, child: { inspection } }));
}

test("a complete environment is well", async () => {
  expect(await run(environmentCheck, complete)).toMatchObject([{ severity: "ok" }]);
});

test("a machine that has nothing to do with the instance is not asked, whatever tokens lie around", async () => {
  const { GITHUB_WEBHOOK_SECRET: _, ...around } = complete;
  for (const check of [environmentCheck, webhookSecretCheck, githubCheck])
    expect(await run(check, around), check.name).toMatchObject([{ severity: "not_asked" }]);
});

test.for([
  [{ GITHUB_TOKEN: undefined }, /Set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY of a GitHub App/],
  [{ GITHUB_APP_ID: "shop", GITHUB_APP_PRIVATE_KEY: "x" }, /^GITHUB_APP_ID is not a number\./],
  [{ GITHUB_APP_ID: "7" }, /belong together/],
  [{ ANTHROPIC_API_KEY: undefined }, /^No model is set\.$/],
  [{ ANTHROPIC_API_KEY: "your-key-here" }, /^ANTHROPIC_API_KEY still has the placeholder/],
  [{ SUPABASE_URL: "https://x.supabase.co" }, /SUPABASE_URL and SUPABASE_SECRET_KEY belong together/],
  [
    { SUPABASE_URL: "https://x.supabase.co", SUPABASE_SECRET_KEY: "sb_secret_0123456789" },
    /^SUPABASE_URL is set and DATABASE_URL is not/,
  ],
] as const)("%j is named", async ([change, says]) => {
  const findings = await run(environmentCheck, { ...complete, ...change });
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
});

test("a weak webhook secret is an error, and is not repeated", async () => {
  expect(await run(webhookSecretCheck, complete)).toMatchObject([{ severity: "ok" }]);
  const weak = { ...complete, GITHUB_WEBHOOK_SECRET_PREVIOUS: "my-webhook-secret-changeme" };
  const findings = await run(webhookSecretCheck, weak);
  expect(findings).toMatchObject([
    { severity: "error", what: "GITHUB_WEBHOOK_SECRET_PREVIOUS is made of well-known words." },
  ]);
  expect(
    await run(webhookSecretCheck, complete, { ".env.example": `GITHUB_WEBHOOK_SECRET=${secret}\n` }),
  ).toMatchObject([{ severity: "error", what: /\.env\.example/ }]);
});

test("git is told to be missing, to have no remote, or to know secrets", async () => {
  expect(await run(gitCheck, {})).toMatchObject([
    { severity: "warning", what: "This folder is in no git repository." },
  ]);
  const directory = await makeRepository({ "README.md": "" });
  const look = async () => gitCheck.run(await createTestContext({ directory }));
  expect(await look()).toMatchObject([{ severity: "warning", what: /no remote `origin`/ }]);
  git(directory, "remote", "add", "origin", "https://acme:ghp_secret@github.com/acme/shop.git");
  expect(await look()).toEqual([{ severity: "ok", what: "origin is github.com/acme/shop." }]);
  const leaking = await makeRepository({ ".env": "A=1\n" });
  expect(await gitCheck.run(await createTestContext({ directory: leaking }))).toMatchObject([
    { severity: "error", what: "Git has files that hold secrets: .env." },
    {},
  ]);
});

test("a model is asked only when that is wanted", async () => {
  let answer: { readonly text: string } | { readonly status: number } = { text: "Yes." };
  const double = await startModelDouble({ script: { "doctor.one_token": () => answer } });
  onTestFinished(() => double.stop());
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(double.environment)) vi.stubEnv(name, value);
  const environment = { OSORGANICAI_MODEL: "openai:scripted" };
  const context = await createTestContext({ environment, child: { inspection } });
  expect(await modelCheck.run(context)).toMatchObject([
    { severity: "not_asked", what: /openai:scripted: not asked/ },
  ]);
  expect(await double.journal()).toEqual([]);
  expect(await modelCheck.run({ ...context, live: true })).toEqual([
    { severity: "ok", what: "openai:scripted answers." },
  ]);
  expect(await double.journal()).toHaveLength(1);
  answer = { status: 401 };
  const refused = await modelCheck.run({ ...context, live: true });
  expect(refused).toMatchObject([{ severity: "error", what: /The key for openai:scripted was refused/ }]);
  expect(await modelCheck.run({ ...context, environment: {}, live: true })).toMatchObject([
    { severity: "not_asked" },
  ]);
});
