import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "@osorganicai/core";
import { type GitHubTwin, type GitHubTwinOptions, startGitHubTwin } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import type { GitHubCredentials } from "../connect.ts";
import { createGitHubReader } from "./create-github-reader.ts";

const sandbox: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("nothing runs here")),
  serve: () => Promise.reject(new Error("nothing is served here")),
};

async function startTwin(options: Partial<GitHubTwinOptions> = {}): Promise<GitHubTwin> {
  const root = await mkdtemp(join(tmpdir(), "github-reader-"));
  await mkdir(join(root, "shop"));
  await writeFile(join(root, "shop/README.md"), "# Shop\n");
  const twin = await startGitHubTwin({
    directory: join(root, "twin"),
    sandbox,
    deployments: false,
    repositories: [
      { owner: "acme", name: "shop", directory: join(root, "shop") },
      { owner: "acme", name: "empty" },
      { owner: "other", name: "blog" },
    ],
    ...options,
  });
  onTestFinished(async () => {
    await twin.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  });
  return twin;
}

const read = (twin: GitHubTwin, credentials: GitHubCredentials) =>
  createGitHubReader({ credentials, baseUrl: twin.url });
const asApp = (twin: GitHubTwin) => read(twin, { appId: twin.app.id, privateKey: twin.app.privateKey });

test("an App tells its permissions, events, webhook and installation", async () => {
  const granted = { permissions: { contents: "read", metadata: "read" }, events: ["issues"] } as const;
  const twin = await startTwin({ app: { slug: "helper", ...granted } });
  const before = await asApp(twin).access("acme/shop");
  expect(before).toMatchObject({ kind: "app", slug: "helper", ...granted, installation: granted });
  expect(before).toMatchObject({ hook: { url: undefined, hasSecret: false, verifiesTls: true } });
  await twin.setWebhook({ url: "http://127.0.0.1:9/api/webhooks", secret: "the secret" });
  const after = await asApp(twin).access("acme/nothing");
  expect(after).toMatchObject({ hook: { hasSecret: true, contentType: "json" }, installation: undefined });
  expect(JSON.stringify(after)).not.toContain("the secret");
  expect(await twin.violations()).toEqual([]);
});

test("a token tells its owner, its scopes and whether it may push", async () => {
  const twin = await startTwin({ users: [{ login: "guest", permission: "read" }] });
  const as = (login: string) => read(twin, { token: twin.token(login) });
  expect(await as("acme").access("acme/shop")).toEqual({
    kind: "token",
    login: "acme",
    scopes: ["repo"],
    mayPush: true,
  });
  expect(await as("acme").access("acme/nothing")).toMatchObject({ mayPush: undefined });
  await expect(read(twin, { token: "ghp_wrong" }).access(undefined)).rejects.toMatchObject({
    code: "github_forbidden",
  });
  expect(await twin.violations()).toEqual([]);
});

test("everything of an account is listed, by whoever asks", async () => {
  const twin = await startTwin();
  for (const login of ["acme", "octocat"]) {
    const listed = await read(twin, { token: twin.token(login) }).repositories("ACME");
    expect(listed.map(({ repository, defaultBranch }) => [repository, defaultBranch])).toEqual([
      ["acme/shop", "main"],
      ["acme/empty", "main"],
    ]);
  }
  await expect(read(twin, { token: twin.token("acme") }).repositories("nobody")).rejects.toMatchObject({
    code: "github_not_found",
    message: "Nobody on GitHub is called nobody. Check the name's spelling.",
  });
  expect(await twin.violations()).toEqual([]);
});

test("files are told by hash, with the moment of their last change", async () => {
  const twin = await startTwin();
  const reader = read(twin, { token: twin.token("acme") });
  expect(await reader.files("acme/shop", "main")).toEqual(
    new Map([["README.md", "a00621bb3a9b990ee018f8d04c2d3140800d6ca6"]]),
  );
  expect(await reader.files("acme/empty", "main")).toBeUndefined();
  expect(await reader.changedAt("acme/shop", "main", "README.md")).toBeInstanceOf(Date);
  expect(await reader.changedAt("acme/shop", "main", "nothing")).toBeUndefined();
  expect(await twin.violations()).toEqual([]);
});
