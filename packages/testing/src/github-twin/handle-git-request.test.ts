import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { gitEnvironment } from "./git/run-git.ts";
import { receiveWebhooks, startTestTwin, type TestTwin } from "./test-twin.ts";

const execute = promisify(execFile);
const identity = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execute("git", ["-C", folder, ...args], {
    env: { ...gitEnvironment, ...identity },
  });
  return stdout.trim();
}

async function clone({ twin, directory }: TestTwin, login?: string): Promise<string> {
  const address = new URL(`${twin.url}/acme/shop.git`);
  if (login) [address.username, address.password] = ["x-access-token", twin.token(login)];
  const folder = join(directory, `clone-${login ?? "anonymous"}`);
  await git(directory, "clone", "-q", address.href, folder);
  return folder;
}

async function commitAndPush(folder: string, branch: string): Promise<string> {
  await writeFile(join(folder, "new.ts"), `${branch}\n`);
  await git(folder, "checkout", "-q", "-B", branch);
  await git(folder, "add", ".");
  await git(folder, "commit", "-q", "-m", "New");
  await git(folder, "push", "-q", "origin", branch);
  return git(folder, "rev-parse", "HEAD");
}

test("anybody clones; what is pushed is there in the API, and told", async () => {
  const started = await startTestTwin({ "README.md": "# Shop\n" });
  const { twin, at, as } = started;
  const webhooks = await receiveWebhooks(twin);
  expect(await readFile(join(await clone(started), "README.md"), "utf8")).toBe("# Shop\n");
  const sha = await commitAndPush(await clone(started, "octocat"), "feature/1-x");
  expect((await as("octocat").repos.getBranch({ ...at, branch: "feature/1-x" })).data.commit.sha).toBe(sha);
  expect(await webhooks.keys()).toEqual(["create", "push"]);
  const [, push] = await webhooks.all();
  expect(push?.payload).toMatchObject({
    after: sha,
    pusher: { name: "octocat" },
    sender: { login: "octocat" },
  });
  const services = (await twin.journal()).flatMap((entry) =>
    entry.kind === "git" ? [`${entry.actor} ${entry.service} ${entry.status}`] : [],
  );
  expect(services).toContain("null git-upload-pack 200");
  expect(services).toContain("octocat git-receive-pack 200");
});

test("a push moves the head of its pull request", async () => {
  const started = await startTestTwin({ "README.md": "# Shop\n" });
  const { at, as } = started;
  const folder = await clone(started, "octocat");
  await commitAndPush(folder, "feature/1-x");
  await as("octocat").pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main" });
  await writeFile(join(folder, "more.ts"), "more\n");
  const sha = await commitAndPush(folder, "feature/1-x");
  const { data } = await as("octocat").pulls.get({ ...at, pull_number: 1 });
  expect([data.head.sha, data.commits]).toEqual([sha, 2]);
  await git(folder, "fetch", "-q", "origin", "refs/pull/1/head");
  expect(await git(folder, "rev-parse", "FETCH_HEAD")).toBe(sha);
});

test("an empty repository is filled by its first push", async () => {
  const started = await startTestTwin(undefined);
  const { twin, at, as } = started;
  const webhooks = await receiveWebhooks(twin);
  const sha = await commitAndPush(await clone(started, "acme"), "main");
  expect((await as("octocat").git.getRef({ ...at, ref: "heads/main" })).data.object.sha).toBe(sha);
  expect((await webhooks.all())[1]?.payload).toMatchObject({
    created: true,
    commits: [{ id: sha, added: ["new.ts"], modified: [] }],
    head_commit: { id: sha },
  });
  expect(await twin.violations()).toEqual([]);
});

test("pushing needs a token that is known and may write", async () => {
  const started = await startTestTwin(
    { "README.md": "# Shop\n" },
    { users: [{ login: "guest", permission: "read" }] },
  );
  await expect(commitAndPush(await clone(started), "one")).rejects.toThrow(
    /could not read Username|Authentication failed/,
  );
  await expect(commitAndPush(await clone(started, "guest"), "two")).rejects.toThrow(/403|denied/);
  const stranger = await clone(started, "acme");
  const address = new URL(`${started.twin.url}/acme/shop.git`);
  [address.username, address.password] = ["x", "ghp_unknown"];
  await git(stranger, "remote", "set-url", "origin", address.href);
  await expect(commitAndPush(stranger, "three")).rejects.toThrow(/Authentication failed/);
});

test("refs that belong to GitHub cannot be pushed", async () => {
  const started = await startTestTwin({ "README.md": "# Shop\n" });
  const folder = await clone(started, "acme");
  await expect(git(folder, "push", "-q", "origin", "HEAD:refs/pull/7/head")).rejects.toThrow(/hidden ref/);
});
