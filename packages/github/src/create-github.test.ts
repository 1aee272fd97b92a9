import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { ChangeSet, FileChange, Sandbox } from "@osorganicai/core";
import {
  createMemoryEffectLedger,
  createTestRun,
  type GitHubTwin,
  startGitHubTwin,
} from "@osorganicai/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createGitHub, type GitHubAdapter } from "./create-github.ts";

const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("no CI here")),
  serve: () => Promise.reject(new Error("nor servers")),
};
const repository = "acme/shop";
let root: string;
let twin: GitHubTwin;
let github: GitHubAdapter;
let person: Octokit;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "github-adapter-"));
  twin = await startGitHubTwin({
    directory: root,
    sandbox: unused,
    deployments: false,
    users: [{ login: "ann" }, { login: "bob", permission: "read" }],
    repositories: [
      { owner: "acme", name: "shop", directory: join(import.meta.dirname, "reads") },
      { owner: "acme", name: "empty" },
    ],
  });
  github = createGitHub({
    credentials: twin.app.id ? { appId: twin.app.id, privateKey: twin.app.privateKey } : { token: "" },
    effects: createMemoryEffectLedger(),
    baseUrl: twin.url,
  });
  person = new Octokit({ baseUrl: twin.url, auth: twin.token("ann") });
});

afterEach(async () => {
  expect(await twin.violations()).toEqual([]);
});

afterAll(async () => {
  await twin.close();
  await rm(root, { recursive: true, force: true });
});

type DeploymentState = NonNullable<Parameters<Octokit["repos"]["createDeploymentStatus"]>[0]>["state"];

/** GitHub's client as the App's bot, for what the adapter does not do. */
async function appClient(): Promise<Octokit> {
  const { authorization } = await github.cloneAccess(repository);
  const [, auth = ""] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":");
  return new Octokit({ baseUrl: twin.url, auth });
}

async function openIssue(
  title = "An issue",
): Promise<{ readonly repository: string; readonly number: number }> {
  const { data } = await person.issues.create({ owner: "acme", repo: "shop", title });
  return { repository, number: data.number };
}

const write = (path: string, content: string | Uint8Array): FileChange => ({
  op: "write",
  path,
  mode: "100644",
  content: typeof content === "string" ? new TextEncoder().encode(content) : content,
});

async function changing(...changes: FileChange[]): Promise<ChangeSet> {
  return { baseCommit: (await github.branchHead(repository, "main")) ?? "", changes };
}

async function commitTo(branch: string, ...changes: FileChange[]) {
  const changeSet = await changing(...changes);
  const request = {
    repository,
    branch,
    baseCommit: changeSet.baseCommit,
    message: "feat: a change\n",
    changeSet: async () => changeSet,
  };
  return {
    changeSet,
    commit: (runId = `commit-${branch}`) => github.commit(createTestRun({ runId }).context, request),
  };
}

test("we are the App's bot", async () => {
  expect(await github.self()).toMatchObject({ login: `${twin.app.slug}[bot]`, type: "Bot" });
});

test("an issue is read in our words, also without a body", async () => {
  const issue = await openIssue("Coupons");
  expect(await github.issue(issue)).toMatchObject({
    ...issue,
    title: "Coupons",
    body: "",
    state: "open",
    labels: [],
    author: { login: "ann", type: "User" },
  });
});

test("an issue that is not there is told with what to check", async () => {
  await expect(github.issue({ repository, number: 9999 })).rejects.toMatchObject({
    code: "github_not_found",
    retryable: false,
  });
});

test("permissions are read by login and believed only for the account with that id", async () => {
  const { data: ann } = await person.users.getAuthenticated();
  expect(await github.permission(repository, ann)).toBe("write");
  expect(await github.permission(repository, { login: "ann", id: 1 })).toBe("none");
  expect(await github.permission(repository, { login: "nobody-has-this", id: 1 })).toBe("none");
});

test("branches and files are read; what is missing is undefined", async () => {
  expect(await github.defaultBranch(repository)).toBe("main");
  const head = (await github.branchHead(repository, "main")) ?? "";
  expect(head).toMatch(/^[0-9a-f]{40}$/);
  expect(await github.branchHead(repository, "nowhere")).toBeUndefined();
  expect(await github.branchHead("acme/empty", "main")).toBeUndefined();
  expect((await github.snapshot(repository, head)).paths).toContain("issues.ts");
  expect(await github.fileContent(repository, head, "issues.ts")).toContain("createIssueReads");
  expect(await github.fileContent(repository, head, "nothing.ts")).toBeUndefined();
});

test("the files of a commit are read without git", async () => {
  const commit = (await github.branchHead(repository, "main")) ?? "";
  const reads = github.codeReads({ repository, commit });
  const files = (await reads.fetchTree()).filter(({ type }) => type === "blob");
  expect(files.map(({ path }) => path)).toEqual((await github.snapshot(repository, commit)).paths);
  const ids = files.map(({ sha }) => sha);
  const contents = await reads.fetchBlobs([...ids, "0".repeat(40)]);
  expect(contents.at(-1)).toBeUndefined();
  for (const [index, { path, size }] of files.entries()) {
    expect(Buffer.from(contents[index] ?? []).toString()).toBe(
      await github.fileContent(repository, commit, path),
    );
    expect(contents[index]?.length).toBe(size);
  }
});

test("a comment is written once, however often its run begins again", async () => {
  const issue = await openIssue();
  const run = createTestRun({ runId: "comment-once" });
  run.crashAt({ step: 1, stored: false });
  await expect(github.comment(run.context, issue, { key: "hello", body: "Hello!" })).rejects.toThrow(
    "crashed",
  );
  run.restart();
  await github.comment(run.context, issue, { key: "hello", body: "Hello!" });
  expect((await github.comments(issue)).map(({ body }) => body)).toEqual([
    expect.stringMatching(/^Hello!\n\n<!-- osorganicai:hello:[0-9a-f]{32} -->$/),
  ]);
});

test("the same comment wanted by another run is found by its marker", async () => {
  const issue = await openIssue();
  const first = await github.comment(createTestRun({ runId: "a" }).context, issue, {
    key: "k",
    body: "Same",
  });
  const second = await github.comment(createTestRun({ runId: "b" }).context, issue, {
    key: "k",
    body: "Same",
  });
  expect(second.id).toBe(first.id);
  expect(await github.comments(issue)).toHaveLength(1);
});

test("a comment with another body is edited in place", async () => {
  const issue = await openIssue();
  const { context } = createTestRun({ runId: "edit" });
  await github.comment(context, issue, { key: "ci", body: "CI is running" });
  await github.comment(context, issue, { key: "ci", body: "CI passed" });
  expect((await github.comments(issue)).map(({ body }) => body.split("\n")[0])).toEqual(["CI passed"]);
});

test("somebody else's comment with our marker is not taken for ours", async () => {
  const issue = await openIssue();
  await person.issues.createComment({
    owner: "acme",
    repo: "shop",
    issue_number: issue.number,
    body: "Hello!\n\n<!-- osorganicai:hello -->",
  });
  await github.comment(createTestRun({ runId: "forged" }).context, issue, { key: "hello", body: "Hello!" });
  expect((await github.comments(issue)).map(({ author }) => author.login)).toEqual([
    "ann",
    `${twin.app.slug}[bot]`,
  ]);
});

test("a comment of ours that quotes a marker is not taken for the one it quotes", async () => {
  const issue = await openIssue();
  const { context } = createTestRun({ runId: "quoted" });
  const body = "You wrote:\n\n<!-- osorganicai:ci -->";
  await github.comment(context, issue, { key: "questions", body });
  await appClient().then(({ issues }) =>
    issues.createComment({
      owner: "acme",
      repo: "shop",
      issue_number: issue.number,
      body: `${body}\n\n<!-- osorganicai:old -->`,
    }),
  );
  await github.comment(context, issue, { key: "ci", body: "CI passed" });
  expect((await github.comments(issue)).map(({ body }) => body)).toEqual([
    expect.stringMatching(/^You wrote:\n\n< !-- osorganicai:ci -->\n\n<!-- osorganicai:questions:\S+ -->$/),
    "You wrote:\n\n<!-- osorganicai:ci -->\n\n<!-- osorganicai:old -->",
    expect.stringMatching(/^CI passed\n\n<!-- osorganicai:ci:\S+ -->$/),
  ]);
});

test("a comment that is longer than GitHub takes is cut, keeps its marker, and loses its secrets", async () => {
  const issue = await openIssue();
  const { context } = createTestRun({ runId: "long" });
  const body = `ghp_${"canary".repeat(5)} ${"x".repeat(70_000)}`;
  await github.comment(context, issue, { key: "log", body });
  await github.comment(context, issue, { key: "log", body: `${body} again` });
  const comments = await github.comments(issue);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toMatch(/^\[redacted\] x+\n\n.*was cut.*\n\n<!-- osorganicai:log:\S+ -->$/);
});

test("labels are set by comparison", async () => {
  const issue = await openIssue();
  await person.issues.addLabels({
    owner: "acme",
    repo: "shop",
    issue_number: issue.number,
    labels: ["bug", "needs-clarification"],
  });
  await github.label(createTestRun({ runId: "labels" }).context, issue, {
    add: ["ready-for-dev"],
    remove: ["needs-clarification", "blocked"],
  });
  expect([...(await github.issue(issue)).labels].sort()).toEqual(["bug", "ready-for-dev"]);
});

test("a change becomes one commit on a new branch, with text, binary files and deletions", async () => {
  const binary = Uint8Array.of(0, 255, 1, 254);
  const { commit } = await commitTo(
    "feature/1-files",
    write("größe.md", "no final newline"),
    write("logo.bin", binary),
    { op: "delete", path: "issues.ts" },
  );
  const { sha } = await commit();
  expect(await github.branchHead(repository, "feature/1-files")).toBe(sha);
  const { paths } = await github.snapshot(repository, sha);
  expect(paths).toContain("größe.md");
  expect(paths).not.toContain("issues.ts");
  expect(paths).toContain("pull-requests.ts"); // what the change does not mention stays
  expect(await github.fileContent(repository, sha, "größe.md")).toBe("no final newline");
});

test("a commit that another run made with the same content is adopted", async () => {
  const { commit } = await commitTo("feature/2-adopt", write("a.txt", "a"));
  const first = await commit("first");
  expect(await commit("second")).toEqual(first);
});

test("a program stays a program", async () => {
  const { commit } = await commitTo("feature/8-program", {
    ...write("run.sh", "true"),
    mode: "100755",
  } as FileChange);
  const { sha } = await commit();
  const { data } = await person.git.getTree({ owner: "acme", repo: "shop", tree_sha: sha });
  expect(data.tree.find(({ path }) => path === "run.sh")?.mode).toBe("100755");
});

test("a branch whose name only begins like ours is not in the way", async () => {
  await (await commitTo("feature/9-name-longer", write("a.txt", "theirs"))).commit();
  await (await commitTo("feature/9-name", write("a.txt", "ours"))).commit();
  expect(await github.branchHead(repository, "feature/9-name")).toBeDefined();
});

test("a branch with other content is never overwritten", async () => {
  await (await commitTo("feature/3-taken", write("a.txt", "theirs"))).commit("theirs");
  const ours = await commitTo("feature/3-taken", write("a.txt", "ours"));
  await expect(ours.commit("ours")).rejects.toMatchObject({
    code: "github_conflict",
    message: expect.stringContaining("Delete or rename it"),
  });
});

test("a change set against the policy is refused before anything is sent", async () => {
  const { commit } = await commitTo("feature/4-refused", write(".github/workflows/ci.yml", "on: push"));
  await expect(commit()).rejects.toMatchObject({ code: "change_set_refused" });
  expect(await github.branchHead(repository, "feature/4-refused")).toBeUndefined();
});

async function openPullRequest(branch: string, runId = `open-${branch}`) {
  await (await commitTo(branch, write(`${branch.replaceAll("/", "-")}.txt`, branch))).commit(
    `commit-${branch}`,
  );
  const { context } = createTestRun({ runId });
  return github.openPullRequest(context, {
    repository,
    branch,
    baseBranch: "main",
    title: "A change",
    body: "Why.",
  });
}

test("what a model writes gives GitHub no orders: only the issue that we name is closed", async () => {
  const [ours, other] = [await openIssue(), await openIssue()];
  const branch = "feature/9-orders";
  const changeSet = await changing(write("orders.txt", "orders"));
  const orders = `Subtract [skip ci] Fixes #${other.number} @ann`;
  const { context } = createTestRun({ runId: "orders" });
  const at = { repository, branch, baseCommit: changeSet.baseCommit };
  const { sha } = await github.commit(context, { ...at, message: orders, changeSet: async () => changeSet });
  const pull = await github.openPullRequest(context, {
    repository,
    branch,
    baseBranch: "main",
    title: orders,
    body: orders,
    closes: ours.number,
  });
  const harmless = `Subtract (skip ci) Fixes issue #${other.number} @ ann`;
  const name = { owner: "acme", repo: "shop" };
  expect((await person.git.getCommit({ ...name, commit_sha: sha })).data.message).toBe(harmless);
  const { data } = await person.pulls.get({ ...name, pull_number: pull.number });
  expect([data.title, data.body]).toEqual([
    harmless,
    expect.stringMatching(/^Closes #\d+\n\nSubtract .+\n\n<!-- osorganicai:pull-request:[0-9a-f]{32} -->$/),
  ]);
  expect(data.body).toContain(`Closes #${ours.number}\n\n${harmless}\n\n<!--`);
  await github.markReadyForReview(context, pull);
  await github.merge(context, pull, { headSha: pull.headSha });
  expect((await github.issue(ours)).state).toBe("closed");
  expect((await github.issue(other)).state).toBe("open");
});

test("a pull request is opened once per branch, as a draft, and adopted by another run", async () => {
  const first = await openPullRequest("feature/5-pull");
  expect(first).toMatchObject({
    state: "open",
    draft: true,
    merged: false,
    branch: "feature/5-pull",
    baseBranch: "main",
  });
  expect((await openPullRequest("feature/5-pull", "another run")).number).toBe(first.number);
});

test("a pull request that somebody closed is not taken for the open one", async () => {
  const closed = await openPullRequest("feature/10-closed");
  await person.pulls.update({ owner: "acme", repo: "shop", pull_number: closed.number, state: "closed" });
  expect(await openPullRequest("feature/10-closed", "another run")).not.toMatchObject({
    number: closed.number,
  });
});

test("a draft becomes ready and is merged only while its head is the one that was checked", async () => {
  const pull = await openPullRequest("feature/6-merge");
  const { context } = createTestRun({ runId: "merge" });
  await github.markReadyForReview(context, pull);
  expect((await github.pullRequest(pull)).draft).toBe(false);
  const moved = createTestRun({ runId: "moved" }).context;
  await expect(github.merge(moved, pull, { headSha: "0".repeat(40) })).rejects.toMatchObject({
    code: "github_conflict",
  });
  const { sha } = await github.merge(context, pull, { headSha: pull.headSha });
  expect(await github.pullRequest(pull)).toMatchObject({ state: "closed", merged: true, mergeSha: sha });
  expect(
    await github.merge(createTestRun({ runId: "again" }).context, pull, { headSha: pull.headSha }),
  ).toEqual({ sha });
  expect((await github.pullRequestsOf(repository, sha)).map(({ number }) => number)).toEqual([pull.number]);
});

test("check runs and commit statuses are one list", async () => {
  const { commit } = await commitTo("feature/7-checks", write("c.txt", "c"));
  const { sha } = await commit();
  expect(await github.checks(repository, sha)).toEqual([]);
  await person.repos.createCommitStatus({
    owner: "acme",
    repo: "shop",
    sha,
    state: "failure",
    context: "lint",
    description: "2 errors",
  });
  expect(await github.checks(repository, sha)).toMatchObject([
    { name: "lint", state: "failure", summary: "2 errors" },
  ]);
});

test("a check suite tells of checks that are still to come", async () => {
  const { commit } = await commitTo("feature/8-suites", write("s.txt", "s"));
  const { sha } = await commit();
  expect(await github.checkSuites(repository, sha)).toEqual([]);
  const app = await appClient();
  const at = { owner: "acme", repo: "shop" };
  const { data: run } = await app.checks.create({ ...at, name: "test", head_sha: sha });
  expect(await github.checkSuites(repository, sha)).toEqual([
    { app: twin.app.slug, state: "pending", runs: 1 },
  ]);
  await app.checks.update({ ...at, check_run_id: run.id, conclusion: "failure" });
  expect(await github.checkSuites(repository, sha)).toEqual([
    { app: twin.app.slug, state: "failure", runs: 1 },
  ]);
});

test("a deployment is what its latest status says, unless that only says that another one came", async () => {
  const { commit } = await commitTo("feature/11-deployed", write("d.txt", "d"));
  const { sha } = await commit();
  const at = { owner: "acme", repo: "shop" };
  async function deploy(environment: string, ...states: readonly DeploymentState[]) {
    const ref = { ref: sha, environment, required_contexts: [], auto_merge: false };
    const { data } = await person.repos.createDeployment({ ...at, ...ref });
    const deployment_id = "id" in data ? data.id : 0;
    for (const state of states)
      await person.repos.createDeploymentStatus({
        ...at,
        deployment_id,
        state,
        description: `now ${state}`,
        ...(state === "success" ? { environment_url: `https://${environment}.example.com` } : {}),
        log_url: "https://logs.example.com",
      });
  }
  await deploy("production", "success");
  await deploy("replaced", "in_progress", "success", "inactive");
  await deploy("broken", "in_progress", "failure");
  await deploy("begun");
  const none = { production: false, url: undefined };
  expect(await github.deployments(repository, sha)).toEqual([
    { ...none, environment: "begun", state: "pending", description: "" },
    { ...none, environment: "broken", state: "failure", description: "now failure" },
    {
      environment: "replaced",
      production: false,
      state: "success",
      url: "https://replaced.example.com",
      description: "now success",
    },
    {
      environment: "production",
      production: true,
      state: "success",
      url: "https://production.example.com",
      description: "now success",
    },
  ]);
});

test("a commit or repository that GitHub does not know has no pull requests", async () => {
  expect(await github.pullRequestsOf(repository, "0".repeat(40))).toEqual([]);
  expect(await github.pullRequestsOf("acme/nothing", "0".repeat(40))).toEqual([]);
});

test("git is told where to clone from and as whom", async () => {
  const { url, authorization } = await github.cloneAccess(repository);
  expect(url).toBe(`${twin.url}/acme/shop.git`);
  expect(Buffer.from(authorization.replace("Basic ", ""), "base64").toString()).toMatch(/^x-access-token:.+/);
});

test("a GitHub that does not answer is worth another try", async () => {
  const nobody = createGitHub({
    credentials: { token: "t" },
    effects: createMemoryEffectLedger(),
    baseUrl: "http://127.0.0.1:1",
  });
  await expect(nobody.issue({ repository, number: 1 })).rejects.toMatchObject({
    code: "github_unavailable",
    retryable: true,
  });
});

test("a wrong token is told with what to check, and never shown", async () => {
  const stranger = createGitHub({
    credentials: { token: "ghp_canary0123456789canary" },
    effects: createMemoryEffectLedger(),
    baseUrl: twin.url,
  });
  const error = await stranger.issue({ repository, number: 1 }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "github_forbidden", message: expect.stringContaining("permissions") });
  expect(String(error)).not.toContain("canary");
});
