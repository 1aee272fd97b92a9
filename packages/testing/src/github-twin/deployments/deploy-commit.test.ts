import { expect, test } from "vitest";
import { commitFiles, receiveWebhooks, startTestTwin } from "../test-twin.ts";

const server = `import { createServer } from "node:http";
import { readFileSync } from "node:fs";
createServer((_, answer) => answer.end(readFileSync("version.txt"))).listen(Number(process.env.PORT), "127.0.0.1");
`;
const files = {
  "package.json": JSON.stringify({ type: "module", scripts: { start: "node server.js" } }),
  "server.js": server,
  "version.txt": "1",
};

test("a pull request's head and the merge are served, and told by Vercel", async () => {
  const { twin, at, asApp } = await startTestTwin(files, { deployments: true });
  const webhooks = await receiveWebhooks(twin);
  const app = asApp();
  const head = await commitFiles(app, at, { branch: "feature/1-x", files: { "version.txt": "2" } });
  await app.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main" });
  await twin.idle();
  const { data: merge } = await app.pulls.merge({ ...at, pull_number: 1 });
  const deliveries = await webhooks.all();
  const told = deliveries
    .filter(({ key }) => key === "deployment_status.created")
    .map(({ payload }) => payload);
  expect(told).toMatchObject([
    { deployment_status: { state: "in_progress" }, deployment: { sha: head, environment: "Preview" } },
    {
      deployment_status: { state: "success", creator: { login: "vercel[bot]", type: "Bot" } },
      deployment: { sha: head },
    },
    {
      deployment_status: { state: "in_progress" },
      deployment: { sha: merge.sha, environment: "Production" },
    },
    { deployment_status: { state: "success" }, deployment: { sha: merge.sha, production_environment: true } },
  ]);
  const { data: deployments } = await app.repos.listDeployments(at);
  for (const { id } of deployments) {
    const { data: statuses } = await app.repos.listDeploymentStatuses({ ...at, deployment_id: id });
    expect(await (await fetch(String(statuses[0]?.environment_url))).text()).toBe("2");
  }
  expect(await twin.violations()).toEqual([]);
});

test("a newer head replaces the older one", async () => {
  const { twin, at, asApp } = await startTestTwin(files, { deployments: true });
  const app = asApp();
  await commitFiles(app, at, { branch: "one", files: { "version.txt": "2" } });
  await app.pulls.create({ ...at, title: "X", head: "one", base: "main" });
  await twin.idle();
  await commitFiles(app, at, { branch: "one", from: "one", files: { "version.txt": "3" } });
  await twin.idle();
  const [newest, oldest] = (await app.repos.listDeployments(at)).data;
  const statesOf = async (deployment_id = 0) =>
    (await app.repos.listDeploymentStatuses({ ...at, deployment_id })).data.map(
      ({ state, environment_url }) => ({ state, environment_url }),
    );
  expect((await statesOf(oldest?.id)).map(({ state }) => state)).toEqual([
    "inactive",
    "success",
    "in_progress",
  ]);
  const [, old] = await statesOf(oldest?.id);
  await expect(fetch(String(old?.environment_url))).rejects.toThrow("fetch failed");
  const [current] = await statesOf(newest?.id);
  expect(await (await fetch(String(current?.environment_url))).text()).toBe("3");
});

test("servers end with the twin", async () => {
  const { twin, at, asApp } = await startTestTwin(files, { deployments: true });
  await commitFiles(asApp(), at, { branch: "main", files: { "version.txt": "2" } });
  await twin.idle();
  const urls = (await twin.journal()).flatMap((entry) =>
    entry.kind === "deployment" ? (entry.url ?? []) : [],
  );
  expect(await (await fetch(String(urls[0]))).text()).toBe("2");
  await twin.close();
  await expect(fetch(String(urls[0]))).rejects.toThrow("fetch failed");
});

test("a server that does not start is a failure with its reason", async () => {
  const { twin, at, asApp } = await startTestTwin(files, { deployments: true });
  const app = asApp();
  await commitFiles(app, at, { branch: "one", files: { "server.js": "process.exit(7);\n" } });
  await app.pulls.create({ ...at, title: "X", head: "one", base: "main" });
  await twin.idle();
  const [deployment] = (await app.repos.listDeployments(at)).data;
  const { data: statuses } = await app.repos.listDeploymentStatuses({
    ...at,
    deployment_id: deployment?.id ?? 0,
  });
  expect(statuses[0]).toMatchObject({ state: "failure", description: "exit code 7", environment_url: "" });
  expect(await twin.violations()).toEqual([]);
});

test("a repository without a start script gets no deployment", async () => {
  const { twin, at, asApp } = await startTestTwin({ "package.json": "{}" }, { deployments: true });
  await commitFiles(asApp(), at, { branch: "main", files: { "a.ts": "" } });
  await twin.idle();
  expect((await asApp().repos.listDeployments(at)).data).toEqual([]);
});
