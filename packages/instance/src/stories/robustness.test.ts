import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../testing/start-test-instance.ts";
import { subtractScript } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const at = { owner: "acme", repo: "adder" };
let child: TestInstance;
let person: Octokit;

beforeAll(async () => {
  child = await startTestInstance({
    config: {
      name: "robustness",
      repository: { baseBranch: "develop", autoMerge: true },
      limits: { maxTurns: 3 },
    },
    script: subtractScript,
    users: [{ login: "ann", permission: "write" }],
    repositories: [{ ...at, name: "adder", directory: await writeProduct(adder), branches: ["develop"] }],
  });
  person = new Octokit({ baseUrl: child.twin.url, auth: child.twin.token("ann"), log: quiet });
});

afterAll(() => child.close());
afterAll(removeProducts);

const reportedDeliveries = async () => (await child.instance.report()).deliveries();

test("a child that works on develop branches from it and merges into it", async () => {
  await person.issues.create({ ...at, title: "subtract" });
  await child.settle();
  const { data: pulls } = await person.pulls.list({ ...at, state: "all" });
  expect(pulls.map(({ base, merged_at }) => [base.ref, merged_at !== null])).toEqual([["develop", true]]);
  const { data: main } = await person.repos.getBranch({ ...at, branch: "main" });
  const { data: develop } = await person.repos.getBranch({ ...at, branch: "develop" });
  expect(develop.commit.sha).not.toBe(main.commit.sha);
});

test("a delivery that GitHub sends again is stored once and run once", async () => {
  const before = await reportedDeliveries();
  const runs = (await child.instance.runs()).length;
  const { id: appId, privateKey } = child.twin.app;
  const app = new Octokit({
    baseUrl: child.twin.url,
    authStrategy: createAppAuth,
    auth: { appId, privateKey },
    log: quiet,
  });
  const { data: attempts } = await app.apps.listWebhookDeliveries();
  const opened = attempts.find(({ event, action }) => event === "issues" && action === "opened");
  await app.apps.redeliverWebhookDelivery({ delivery_id: opened?.id ?? 0 });
  await child.settle();
  expect(await reportedDeliveries()).toHaveLength(before.length);
  expect(await child.instance.runs()).toHaveLength(runs);
});

test("a forged delivery gets 401 and stores nothing", async () => {
  const before = (await reportedDeliveries()).length;
  const request = new Request("http://localhost/api/webhooks", {
    method: "POST",
    body: JSON.stringify({
      action: "opened",
      repository: { full_name: "acme/adder" },
      issue: { number: 99 },
    }),
    headers: {
      "content-type": "application/json",
      "x-github-event": "issues",
      "x-github-delivery": "forged",
      "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
    },
  });
  expect((await child.instance.webhooks(request)).status).toBe(401);
  expect(await reportedDeliveries()).toHaveLength(before);
});

test("an instance that answers is healthy", async () => {
  const response = await child.instance.health(new Request("http://localhost/api/health"));
  expect(await response.json()).toEqual({ status: "ok", checks: { database: "ok" } });
});

test("what GitHub could not deliver is found by the sweep and worked off", async () => {
  await child.twin.setWebhook({
    url: "http://127.0.0.1:1/api/webhooks",
    secret: "nobody listens there, so any will do",
  });
  const { data: issue } = await person.issues.create({ ...at, title: "subtract once more" });
  await child.twin.idle();
  const subject = `acme/adder#${issue.number}`;
  expect((await reportedDeliveries()).filter((delivery) => delivery.subject === subject)).toEqual([]);
  expect((await child.instance.sweep()).recovered).toBeGreaterThan(0);
  while ((await child.instance.drain(60)) > 0);
  const found = (await reportedDeliveries()).find(
    (delivery) => delivery.subject === subject && delivery.event === "issues",
  );
  expect(found?.status).toBe("ready");
  // What we wrote meanwhile made GitHub send more to nobody; after that nothing is missing.
  await child.instance.sweep();
  while ((await child.instance.drain(60)) > 0);
  expect((await child.instance.sweep()).recovered).toBe(0);
});
