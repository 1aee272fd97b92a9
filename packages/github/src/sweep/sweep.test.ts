import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { createDelivery, type DeliverySource, type Sandbox } from "@osorganicai/core";
import { createMemoryEffectLedger, type GitHubTwin, startGitHubTwin } from "@osorganicai/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createGitHub, type GitHubAdapter } from "../create-github.ts";

const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("no CI here")),
  serve: () => Promise.reject(new Error("nor servers")),
};
const at = { owner: "acme", repo: "shop" };
const effects = createMemoryEffectLedger();
let root: string;
let twin: GitHubTwin;
let asApp: GitHubAdapter;
let ann: Octokit;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "github-sweep-"));
  twin = await startGitHubTwin({
    directory: root,
    sandbox: unused,
    deployments: false,
    users: [{ login: "ann", permission: "admin" }],
    repositories: [
      { owner: "acme", name: "shop", directory: import.meta.dirname },
      { owner: "acme", name: "empty" },
    ],
  });
  // Nobody listens there, so that everything is missed.
  await twin.setWebhook({ url: "http://127.0.0.1:1/api/webhooks", secret: "any will do" });
  const { id: appId, privateKey } = twin.app;
  asApp = createGitHub({ credentials: { appId, privateKey }, effects, baseUrl: twin.url });
  ann = new Octokit({ baseUrl: twin.url, auth: twin.token("ann") });
});

afterEach(async () => {
  expect(await twin.violations()).toEqual([]);
});

afterAll(async () => {
  await twin.close();
  await rm(root, { recursive: true, force: true });
});

const asAnn = (repositories: readonly string[]): GitHubAdapter =>
  createGitHub({ credentials: { token: twin.token("ann") }, effects, repositories, baseUrl: twin.url });

async function openIssue(title: string): Promise<number> {
  const { data } = await ann.issues.create({ ...at, title });
  await twin.idle();
  return data.number;
}

const kinds: readonly (readonly [string, () => GitHubAdapter, string])[] = [
  ["the App", () => asApp, "app"],
  ["a personal token", () => asAnn(["acme/shop"]), "acme/shop/hooks/1"],
];
for (const [who, github, name] of kinds) {
  test(`${who} reads the log of deliveries, newest first, and the body of each`, async () => {
    const number = await openIssue(`Missed, for ${who}`);
    const [source] = (await github().deliverySources()) as [DeliverySource];
    expect(source.name).toBe(name);
    const { attempts } = await source.page();
    expect(attempts[0]).toMatchObject({ event: "issues", succeeded: false });
    expect(Date.now() - Date.parse(attempts[0]?.deliveredAt ?? "")).toBeLessThan(60_000);
    const body = await source.body(attempts[0]?.attemptId ?? 0);
    expect(createDelivery({ id: "x", event: "issues" }, body).subject).toBe(`acme/shop#${number}`);
  });

  test(`${who} has a delivery sent again, under the same id`, async () => {
    await openIssue(`Again, for ${who}`);
    const [source] = (await github().deliverySources()) as [DeliverySource];
    const [missed] = (await source.page()).attempts;
    await source.redeliver(missed?.attemptId ?? 0);
    await twin.idle();
    const [again] = (await source.page()).attempts;
    expect(again?.deliveryId).toBe(missed?.deliveryId);
    expect(again?.attemptId).not.toBe(missed?.attemptId);
  });
}

test("the log has pages, which a cursor leads to also later", async () => {
  const labels = Array.from({ length: 101 }, (_, index) => `label-${index}`);
  await ann.issues.create({ ...at, title: "Many labels", labels });
  await twin.idle();
  const [source] = (await asApp.deliverySources()) as [DeliverySource];
  const { attempts, next } = await source.page();
  expect(attempts).toHaveLength(100);
  const [sameSource] = (await asApp.deliverySources()) as [DeliverySource];
  const older = await sameSource.page(next);
  expect(older.attempts[0]?.attemptId).toBe((attempts.at(-1)?.attemptId ?? 0) - 1);
  await expect(source.page("v0_no_such_cursor")).rejects.toMatchObject({ code: "github_conflict" });
});

test("a personal token without repositories has nothing to read", async () => {
  expect(await asAnn([]).deliverySources()).toEqual([]);
});

test("a webhook that leads elsewhere is none of ours", async () => {
  await twin.setWebhook({ url: "http://127.0.0.1:1/elsewhere", secret: "any will do" });
  expect(await asAnn(["acme/shop"]).deliverySources()).toEqual([]);
  await twin.setWebhook({ url: "http://127.0.0.1:1/api/webhooks", secret: "any will do" });
});

test("the App knows where it is installed, a personal token what it is told", async () => {
  expect([...(await asApp.changes.repositories())].sort()).toEqual(["acme/empty", "acme/shop"]);
  expect(await asAnn(["acme/shop"]).changes.repositories()).toEqual(["acme/shop"]);
});

/** GitHub's times have no fractions. */
async function nextSecond(): Promise<Date> {
  const second = Math.floor(Date.now() / 1000);
  while (Math.floor(Date.now() / 1000) === second) await new Promise((resolve) => setTimeout(resolve, 50));
  return new Date((second + 1) * 1000);
}

test("what was opened, said and labelled since then is put together as GitHub would have sent it", async () => {
  const old = await openIssue("Older than the gap");
  await ann.issues.createComment({ ...at, issue_number: old, body: "Said before." });
  const since = await nextSecond();
  const number = await openIssue("In the gap");
  await ann.issues.createComment({ ...at, issue_number: old, body: "Said in the gap." });
  await ann.issues.addLabels({ ...at, issue_number: old, labels: ["ready-for-dev", "taken-off"] });
  await ann.issues.removeLabel({ ...at, issue_number: old, name: "taken-off" });

  const changes = await asApp.changes.changes("acme/shop", since);
  const deliveries = changes.map(({ id, event, body }) => createDelivery({ id, event }, body));
  expect(
    deliveries.map(({ event, action, subject, sender }) => [event, action, subject, sender?.login]),
  ).toEqual([
    ["issues", "opened", `acme/shop#${number}`, "ann"],
    ["issue_comment", "created", `acme/shop#${old}`, "ann"],
    ["issues", "labeled", `acme/shop#${old}`, "ann"],
  ]);
  expect(deliveries[1]?.payload).toMatchObject({
    comment: { body: "Said in the gap." },
    installation: { id: expect.any(Number) },
  });
  expect(deliveries[2]?.payload).toMatchObject({ label: { name: "ready-for-dev" } });
  expect(changes[1]?.about).toMatchObject({ event: "issue_comment", action: "created", field: "comment" });
  // Found again, they have the same ids.
  const again = await asApp.changes.changes("acme/shop", since);
  expect(again.map(({ id }) => id)).toEqual(changes.map(({ id }) => id));
});

test("a pull request that changed is looked at again, a closed one is closed, with what was deployed of it", async () => {
  const { data: main } = await ann.git.getRef({ ...at, ref: "heads/main" });
  const since = await nextSecond();
  const open = await openPull("open", main.object.sha);
  const closed = await openPull("closed", main.object.sha);
  await ann.pulls.update({ ...at, pull_number: closed.number, state: "closed" });
  const { data: deployment } = await ann.repos.createDeployment({
    ...at,
    ref: open.head.sha,
    environment: "Preview",
    required_contexts: [],
    auto_merge: false,
  });
  if (!("id" in deployment)) throw new Error("no deployment");
  await ann.repos.createDeploymentStatus({ ...at, deployment_id: deployment.id, state: "success" });

  const changes = await asApp.changes.changes("acme/shop", since);
  const found = changes
    .map(({ id, event, body }) => createDelivery({ id, event }, body))
    .map(({ event, action, subject }) => `${event}.${action} ${subject}`);
  expect(found.toSorted()).toEqual([
    `deployment_status.created acme/shop@${open.head.sha}`,
    `pull_request.closed acme/shop#${closed.number}`,
    `pull_request.synchronize acme/shop#${open.number}`,
  ]);
});

async function openPull(branch: string, base: string) {
  const tree = [{ path: `${branch}.txt`, mode: "100644", type: "blob", content: branch } as const];
  const { data: made } = await ann.git.createTree({ ...at, base_tree: base, tree });
  const commit = { ...at, message: branch, tree: made.sha, parents: [base] };
  const { data: head } = await ann.git.createCommit(commit);
  await ann.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: head.sha });
  return (await ann.pulls.create({ ...at, title: branch, head: branch, base: "main" })).data;
}
