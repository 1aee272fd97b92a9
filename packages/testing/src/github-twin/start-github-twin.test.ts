import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, request } from "node:http";
import type { Sandbox } from "@osorganicai/core";
import { expect, onTestFinished, test } from "vitest";
import { commitFiles, portOf, receiveWebhooks, shellSandbox, startTestTwin } from "./test-twin.ts";

test("several repositories have each their own branches, numbers and events", async () => {
  const repositories = [
    { owner: "acme", name: "shop", branches: ["develop"], directory: import.meta.dirname },
    { owner: "acme", name: "blog", defaultBranch: "trunk" },
    { owner: "other", name: "shop" },
  ];
  const { twin, as } = await startTestTwin(undefined, { repositories });
  const webhooks = await receiveWebhooks(twin);
  const acme = as("acme");
  const shop = { owner: "acme", repo: "shop" };
  const blog = { owner: "acme", repo: "blog" };
  expect((await acme.repos.listBranches(shop)).data.map(({ name }) => name)).toEqual(["develop", "main"]);
  expect((await acme.repos.get(blog)).data.default_branch).toBe("trunk");
  expect((await acme.issues.create({ ...shop, title: "X" })).data.number).toBe(1);
  expect((await acme.issues.create({ ...blog, title: "Y" })).data.number).toBe(1);
  await as("other").issues.create({ owner: "other", repo: "shop", title: "Z" });
  const told = (await webhooks.all()).map(({ payload }) => payload);
  expect(told).toMatchObject([
    { repository: { full_name: "acme/shop" }, installation: { id: twin.app.installationId } },
    { repository: { full_name: "acme/blog" }, installation: { id: twin.app.installationId } },
    { repository: { full_name: "other/shop" }, installation: { id: twin.app.installationId + 1 } },
  ]);
  expect(await twin.violations()).toEqual([]);
});

test("concurrent writers of one repository do not disturb each other", async () => {
  const { twin, at, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  const app = asApp();
  await app.apps.listReposAccessibleToInstallation();
  const branches = Array.from({ length: 8 }, (_, number) => `feature/${number}`);
  await Promise.all(
    branches.map((branch) => commitFiles(app, at, { branch, files: { [`${branch}.ts`]: "1\n" } })),
  );
  const opened = await Promise.all(
    branches.map((head) => app.pulls.create({ ...at, title: head, head, base: "main" })),
  );
  expect(opened.map(({ data }) => data.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const twice = await Promise.allSettled([1, 2].map(() => app.pulls.merge({ ...at, pull_number: 1 })));
  expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await twin.violations()).toEqual([]);
});

test("a client that dies while it asks does not take the twin along", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const dying = request(`${twin.url}/repos/acme/shop/issues`, {
    method: "POST",
    headers: { "content-length": 1000 },
  });
  dying.on("error", () => {});
  dying.write("{");
  await new Promise((sent) => dying.once("socket", (socket) => socket.once("connect", sent)));
  dying.destroy();
  expect((await as("octocat").repos.get(at)).status).toBe(200);
});

test("a twin that is closed gives up its deliveries and begins no further step", async () => {
  const workflow = "on: push\njobs: { test: { steps: [{ run: echo 1 }, { run: echo 2 }, { run: echo 3 }] } }";
  const commands: string[] = [];
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const sandbox: Sandbox = {
    ...shellSandbox,
    run(command) {
      commands.push(command.command);
      begin();
      return shellSandbox.run(command);
    },
  };
  const { twin, at, as } = await startTestTwin({ ".github/workflows/ci.yml": workflow }, { sandbox });
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => silent.closeAllConnections());
  await twin.setWebhook({ url: `http://127.0.0.1:${portOf(silent)}`, secret: "x" });
  await commitFiles(as("octocat"), at, { branch: "one", files: { "a.ts": "1\n" } });
  await begun;
  await twin.close();
  expect(commands).toHaveLength(1);
  const delivered = (await twin.journal()).flatMap((entry) =>
    entry.kind === "delivery" ? [entry.status] : [],
  );
  expect(delivered).toEqual([0]);
});

test("what an earlier twin left is gone, except for its journal", async () => {
  const first = await startTestTwin({ "README.md": "# Shop\n" });
  await first.as("octocat").issues.create({ ...first.at, title: "X" });
  await first.twin.close();
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" }, { directory: first.directory });
  expect((await as("octocat").issues.listForRepo(at)).data).toEqual([]);
  expect(existsSync(`${first.directory}/journal.jsonl`)).toBe(true);
  expect(await twin.violations()).toEqual([]);
});
