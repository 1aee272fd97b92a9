import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox, WorkspaceProvider } from "@osorganicai/core";
import { createOrigin, workspaceContract } from "@osorganicai/testing";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { createWorkspaceProvider } from "./create-workspace-provider.ts";
import { createSandbox } from "./sandbox/create-sandbox.ts";

const sandbox = await createSandbox({ searchPath: process.env["PATH"] ?? "" });
const root = await mkdtemp(join(tmpdir(), "workspaces with space-"));
afterAll(() => rm(root, { recursive: true }));

for (const { name, check } of workspaceContract)
  test(`a workspace ${name}`, () =>
    check({ createProvider: (access) => createWorkspaceProvider({ root, sandbox, access }) }));

test("closing removes every trace of a workspace", async () => {
  const { provider, commit } = providerOf({ "a.txt": "a" });
  const workspace = await provider.open({ repository: "a/b", commit });
  await workspace.onBase([]);
  await workspace.close();
  expect(readdirSync(root)).toEqual([]);
});

test("a workspace that cannot be opened leaves nothing", async () => {
  const { provider } = providerOf({ "a.txt": "a" });
  await expect(provider.open({ repository: "a/b", commit: "1".repeat(40) })).rejects.toThrow("has no commit");
  expect(readdirSync(root)).toEqual([]);
});

test("a git on the host that did enter the checkout would run what is configured there", async () => {
  const { provider, commit } = providerOf({ "a.txt": "a" });
  const workspace = await provider.open({ repository: "a/b", commit });
  const escaped = join(root, "escaped");
  await workspace.run(`git init -q . && git config core.fsmonitor 'touch "${escaped}"'`);
  await workspace.changeSet();
  expect(existsSync(escaped)).toBe(false);
  const [home = ""] = readdirSync(root);
  execFileSync("git", ["-c", "safe.directory=*", "status"], {
    cwd: join(root, home, "checkout"),
    stdio: "ignore",
  });
  expect(existsSync(escaped)).toBe(true);
  await workspace.close();
  await rm(escaped);
});

test("a workspace without a sandbox still edits, and says that it cannot run", async () => {
  const missing: Sandbox = { kind: "none", run: unavailable, serve: unavailable };
  const { provider, commit } = providerOf({ "a.txt": "a" }, missing);
  const workspace = await provider.open({ repository: "a/b", commit });
  await workspace.edit("a.txt", "a", "b");
  await expect(workspace.run("true")).rejects.toThrow("no sandbox");
  expect((await workspace.changeSet()).changes).toHaveLength(1);
  await workspace.close();
});

function providerOf(
  files: Readonly<Record<string, string>>,
  used: Sandbox = sandbox,
): { readonly provider: WorkspaceProvider; readonly commit: string } {
  const origin = createOrigin(files);
  onTestFinished(() => origin.remove());
  const access = async () => ({ url: origin.url });
  return { provider: createWorkspaceProvider({ root, sandbox: used, access }), commit: origin.commit };
}

async function unavailable(): Promise<never> {
  throw new Error("no sandbox");
}
