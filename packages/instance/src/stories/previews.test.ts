import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../testing/start-test-instance.ts";
import { subtractScript } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

// A child that merges only what runs as a preview. The tests are the deployer: what is deployed answers as they say.

const log = { debug() {}, info() {}, warn() {}, error() {} };
const repositories = ["ci-first", "preview-first", "new-head", "failed", "unhealthy"];
const health = { status: 200 };
const app = createServer((_, answer) => answer.writeHead(health.status).end());
let appUrl: string;
let child: TestInstance;
let person: Octokit;

beforeAll(async () => {
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  child = await startTestInstance({
    config: { name: "previews", repository: { autoMerge: true, requirePreview: true } },
    script: subtractScript,
    users: [{ login: "ann", permission: "write" }],
    repositories: await Promise.all(
      repositories.map(async (name) => ({ owner: "acme", name, directory: await writeProduct(adder) })),
    ),
  });
  person = new Octokit({ baseUrl: child.twin.url, auth: child.twin.token("ann"), log });
});

afterAll(() => child.close());
afterAll(() => app.close());
afterAll(removeProducts);

interface Place {
  readonly owner: string;
  readonly repo: string;
}

type State = NonNullable<Parameters<Octokit["repos"]["createDeploymentStatus"]>[0]>["state"];

/** An issue whose pull request #2 has passed CI and was deployed by nobody. */
async function propose(repo: string): Promise<Place> {
  const at = { owner: "acme", repo };
  await person.issues.create({ ...at, title: "subtract" });
  await child.settle();
  return at;
}

const headOf = async (at: Place) => (await person.pulls.get({ ...at, pull_number: 2 })).data.head.sha;

async function deploy(
  at: Place,
  sha: string,
  state: State,
  environment: object = { environment: "Preview" },
) {
  const how = { ref: sha, required_contexts: [], auto_merge: false, ...environment };
  const { data } = await person.repos.createDeployment({ ...at, ...how });
  const deployment_id = "id" in data ? data.id : 0;
  for (const reached of ["in_progress", state] as const)
    await person.repos.createDeploymentStatus({
      ...at,
      deployment_id,
      state: reached,
      description: reached === "failure" ? "exit code 7" : "",
      ...(reached === "success" ? { environment_url: appUrl } : {}),
    });
  await child.settle();
}

async function report(at: Place, sha: string, state: "pending" | "success") {
  await person.repos.createCommitStatus({ ...at, sha, state, context: "another CI" });
  await child.settle();
}

/** What people can see: whether it is merged, the labels, and what we wrote, by the first line or the last marker. */
async function read(at: Place) {
  const { data: pull } = await person.pulls.get({ ...at, pull_number: 2 });
  const { data: issue } = await person.issues.get({ ...at, issue_number: 1 });
  const bodiesOn = async (issue_number: number) =>
    (await person.issues.listComments({ ...at, issue_number })).data.map(({ body }) => body ?? "");
  const onPull = await bodiesOn(2);
  return {
    merged: pull.merged,
    draft: pull.draft,
    labels: issue.labels.map((label) => (typeof label === "string" ? label : label.name)),
    stops: (await bodiesOn(1)).filter((body) => body.startsWith("### I cannot go on without you")),
    comments: onPull.length,
    preview: onPull.find((body) => body.startsWith("### Preview")) ?? "",
  };
}

test("when CI passes first, the pull request says once what is awaited, and a preview, not production, lets it be merged", async () => {
  const at = await propose("ci-first");
  const head = await headOf(at);
  await report(at, head, "success");
  const waiting = await read(at);
  expect(waiting).toMatchObject({
    merged: false,
    draft: false,
    labels: ["in-review"],
    stops: [],
    comments: 2,
  });
  expect(waiting.preview).toContain("nothing has deployed it so far. If nothing will: connect Vercel");

  await deploy(at, head, "success", { environment: "Production" });
  await deploy(at, head, "success", { environment: "live", production_environment: true });
  expect(await read(at)).toEqual(waiting);

  await deploy(at, head, "success");
  const { merged, comments, preview } = await read(at);
  expect({ merged, comments }).toEqual({ merged: true, comments: 2 });
  expect(preview).toMatch(/✅ http:\S+: 200 from \/api\/health/);
});

test("when the preview comes first, CI lets it be merged", async () => {
  const at = await propose("preview-first");
  const head = await headOf(at);
  await report(at, head, "pending");
  await deploy(at, head, "success");
  expect((await read(at)).merged).toBe(false);
  await report(at, head, "success");
  expect((await read(at)).merged).toBe(true);
});

test("a preview counts for its own commit only: one of an older head merges nothing", async () => {
  const at = await propose("new-head");
  const { head } = (await person.pulls.get({ ...at, pull_number: 2 })).data;
  const { data: parent } = await person.git.getCommit({ ...at, commit_sha: head.sha });
  const { data: tree } = await person.git.createTree({
    ...at,
    base_tree: parent.tree.sha,
    tree: [{ path: "more.md", mode: "100644", type: "blob", content: "More.\n" }],
  });
  const { data: next } = await person.git.createCommit({
    ...at,
    message: "More",
    tree: tree.sha,
    parents: [head.sha],
  });
  await person.git.updateRef({ ...at, ref: `heads/${head.ref}`, sha: next.sha });
  await child.settle();

  await deploy(at, head.sha, "success");
  expect(await read(at)).toMatchObject({
    merged: false,
    preview: expect.stringContaining("nothing has deployed"),
  });
  await deploy(at, next.sha, "success");
  expect((await read(at)).merged).toBe(true);
  expect(await headOf(at)).toBe(next.sha);
});

test("a preview that failed stops the work, which the issue is told once; deploying again lets it go on", async () => {
  const at = await propose("failed");
  const head = await headOf(at);
  await deploy(at, head, "failure");
  await report(at, head, "success");
  await deploy(at, head, "failure");
  const { merged, labels, stops, preview } = await read(at);
  expect({ merged, labels }).toEqual({ merged: false, labels: ["blocked"] });
  expect(stops).toEqual([expect.stringContaining("❌ Preview could not be deployed: exit code 7")]);
  expect(preview).toContain("Deploy it again, or push a fix");

  await deploy(at, head, "success");
  expect(await read(at)).toMatchObject({ merged: true, labels: [], stops: [expect.anything()] });
});

test("a preview that runs and is not healthy stops the work until a healthy one is deployed", async () => {
  const at = await propose("unhealthy");
  const head = await headOf(at);
  health.status = 503;
  await deploy(at, head, "success");
  health.status = 200;
  const { merged, labels, stops } = await read(at);
  expect({ merged, labels }).toEqual({ merged: false, labels: ["blocked"] });
  expect(stops).toEqual([expect.stringMatching(/❌ http:\S+: 503 from \/api\/health/)]);
  await deploy(at, head, "success");
  expect((await read(at)).merged).toBe(true);
});

test("everything that was asked of GitHub and answered by the twin fits GitHub's own description", async () => {
  expect(await child.twin.violations()).toEqual([]);
});
