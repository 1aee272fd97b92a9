import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import type { Sandbox } from "@osorganicai/core";
import { type GitHubTwin, startGitHubTwin } from "@osorganicai/testing";
import { readVersion } from "create-osorganicai";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder, writeFiles } from "../test-support/make-repository.ts";
import { writeChild } from "../test-support/write-child.ts";
import { readFleet } from "./read-fleet.ts";

const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("nothing runs here")),
  serve: () => Promise.reject(new Error("nothing is served here")),
};
const workflow = ".github/workflows/osorganicai.yml";

async function openTwin(): Promise<GitHubTwin> {
  const [shop, bank, plain] = [
    await makeFolder("shop-"),
    await makeFolder("bank-"),
    await makeFolder("plain-"),
  ];
  await writeChild(shop, { name: "shop" });
  await writeChild(bank, { name: "bank" });
  await writeFiles(bank, {
    "renovate.json": "{}\n",
    ".osorganicai/incoming/vercel.json": "{",
    "tsconfig.json": "\n",
  });
  await rm(join(bank, "api/health.ts"));
  // CI of the twin would run the child's workflow.
  await rm(join(shop, workflow));
  await rm(join(bank, workflow));
  await writeFiles(plain, { "README.md": "# No child\n" });
  const twin = await startGitHubTwin({
    directory: join(await makeFolder("twin-"), "twin"),
    sandbox: unused,
    deployments: false,
    repositories: [
      { owner: "acme", name: "shop", directory: shop },
      { owner: "acme", name: "bank", directory: bank, defaultBranch: "develop" },
      { owner: "acme", name: "plain", directory: plain },
      { owner: "acme", name: "empty" },
    ],
    users: [{ login: "guest", permission: "read" }],
  });
  onTestFinished(() => twin.close());
  return twin;
}

function read(url: string, token: string, more: Partial<Parameters<typeof readFleet>[0]> = {}) {
  const environment = { GITHUB_TOKEN: token, GITHUB_API_URL: url };
  return readFleet({
    source: "acme",
    environment,
    current: readVersion(),
    now: new Date(),
    wait: async () => {},
    ...more,
  });
}

test("every child of an account is read with a token that may only read, and nothing else is asked", async () => {
  const twin = await openTwin();
  const { children, incomplete } = await read(twin.url, twin.token("guest"));
  expect(incomplete).toEqual([]);
  expect(children).toMatchObject([
    {
      place: "acme/bank",
      url: `${twin.url}/acme/bank`,
      state: "parked",
      parked: ["vercel.json"],
      edited: ["renovate.json", "tsconfig.json"],
      missing: [workflow, "api/health.ts"],
      upgradedAt: expect.stringMatching(/^\d{4}-/),
      ci: "none",
    },
    { place: "acme/shop", state: "current", name: "shop", edited: [], missing: [workflow] },
  ]);
  const asked = (await twin.journal())
    .filter(({ kind }) => kind === "request")
    .map((entry) => JSON.stringify(entry));
  expect(asked.filter((entry) => /"method":"(?!GET)/.test(entry))).toEqual([]);
  expect(await twin.violations()).toEqual([]);
});

test("CI of the default branch's head is told", async () => {
  const twin = await openTwin();
  const app = new Octokit({ baseUrl: twin.url, auth: twin.token("acme") });
  const at = { owner: "acme", repo: "shop" };
  const { data } = await app.git.getRef({ ...at, ref: "heads/main" });
  const { id: appId, privateKey, installationId } = twin.app;
  const bot = new Octokit({
    baseUrl: twin.url,
    authStrategy: createAppAuth,
    auth: { appId, privateKey, installationId },
  });
  await bot.checks.create({
    ...at,
    name: "check",
    head_sha: data.object.sha,
    status: "completed",
    conclusion: "failure",
  });
  const { children } = await read(twin.url, twin.token("guest"));
  expect(children.find(({ place }) => place === "acme/shop")).toMatchObject({ state: "red", ci: "failure" });
});

test("an account that does not exist, and a token that is wrong, are said at once", async () => {
  const twin = await openTwin();
  await expect(read(twin.url, twin.token("guest"), { source: "https://github.com/nobody" })).rejects.toThrow(
    "Nobody on GitHub is called nobody.",
  );
  await expect(read(twin.url, "ghp_wrong")).rejects.toMatchObject({ code: "github_forbidden" });
});

/** A GitHub that lists repositories and then has had enough, for so many requests. */
async function startTired(refusals: number, retryAfter: string) {
  let refused = 0;
  const repository = {
    full_name: "acme/shop",
    default_branch: "main",
    archived: false,
    html_url: "https://github.com/acme/shop",
  };
  const server = createServer(({ url = "" }, answer) => {
    const send = (status: number, body: unknown, headers = {}) =>
      answer.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    if (/^\/user(s\/acme)?\/repos/.test(url))
      return send(200, [repository, { ...repository, full_name: "acme/bank" }]);
    if (url.startsWith("/user")) return send(200, { login: "acme", type: "User" });
    if (refused < refusals) {
      refused += 1;
      return send(
        403,
        { message: "API rate limit exceeded" },
        { "retry-after": retryAfter, "x-ratelimit-remaining": "0" },
      );
    }
    return send(200, { tree: [], truncated: url.includes("/bank/") });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a short rate limit is waited for, once; a repository that is too large to list is said", async () => {
  const waits: number[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const { incomplete } = await read(await startTired(2, "3"), "ghp_x", { wait });
  expect(waits).toEqual([3000, 3000]);
  expect(incomplete).toEqual([
    "acme/bank was not read: GitHub does not list all files of acme/bank at once: it has too many.",
  ]);
});

test("a long rate limit ends the reading, and what is missing is said", async () => {
  const { children, incomplete } = await read(await startTired(99, "1800"), "ghp_x");
  expect(children).toEqual([]);
  expect(incomplete).toEqual([
    "2 of 2 repositories were not looked at: GitHub's rate limit is used up. Try again in an hour.",
  ]);
});
