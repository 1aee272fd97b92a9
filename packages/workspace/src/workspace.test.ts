import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox, WorkspaceProvider } from "@osorganicai/core";
import { createOrigin, workspaceContract } from "@osorganicai/testing";
import { afterAll, expect, onTestFinished, test } from "vitest";
import type { MonorepoPackage } from "./builds/monorepo-package.ts";
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

const shop = {
  ".gitignore": "dist\n",
  "packages/core/a.js": "old",
  "packages/core/package.json": JSON.stringify({
    scripts: { build: "rm -rf dist; mkdir dist; cp a.js dist" },
  }),
};

test("a workspace begins with the builds of a monorepo, and a copy with a change builds them again", async () => {
  const core = await builtPackage({ "a.js": "built elsewhere" });
  const { provider, commit } = providerOf(shop, sandbox, [core]);
  const workspace = await provider.open({ repository: "a/b", commit });
  const look = "cat packages/core/dist/a.js";
  expect((await workspace.run(look)).output).toBe("built elsewhere");
  await workspace.write("packages/core/a.js", "new");
  const [changed, unchanged] = [await workspace.onBase(["packages/core/a.js"]), await workspace.onBase([])];
  expect((await changed.run(look)).output).toBe("new");
  expect((await unchanged.run(`${look}; rm -r packages/core/dist`)).output).toBe("built elsewhere");
  expect((await workspace.changeSet()).changes.map(({ path }) => path)).toEqual(["packages/core/a.js"]);
  expect(readdirSync(core.outputs[0]?.from ?? "")).toEqual(["a.js"]);
  await workspace.close();
});

test("a build that fails says so in front of what the command prints, and is nowhere to be found", async () => {
  const core = { ...(await builtPackage({ "a.js": "built elsewhere" })), build: "echo no compiler; exit 3" };
  const { provider, commit } = providerOf(shop, sandbox, [core]);
  const workspace = await provider.open({ repository: "a/b", commit });
  await workspace.write("packages/core/a.js", "new");
  const copy = await workspace.onBase(["packages"]);
  expect((await copy.run("ls packages/core")).output).toBe(
    "packages/core could not be built again: `echo no compiler; exit 3` ends with exit code 3.\nno compiler\n\na.js\npackage.json\n",
  );
  await workspace.close();
});

test("what no .gitignore of the commit names is no build", async () => {
  const core = await builtPackage({ "a.js": "built elsewhere" });
  const { provider, commit } = providerOf({ ...shop, ".gitignore": "" }, sandbox, [core]);
  const workspace = await provider.open({ repository: "a/b", commit });
  expect(await workspace.list()).not.toContain("packages/core/dist/a.js");
  expect((await workspace.changeSet()).changes).toEqual([]);
  await workspace.close();
});

test("a build is never written through a link of the commit", async () => {
  const core = await builtPackage({ "a.js": "built elsewhere" });
  const victim = await mkdtemp(join(tmpdir(), "victim-"));
  onTestFinished(() => rm(victim, { recursive: true }));
  const { provider, commit } = providerOf(
    { ".gitignore": "dist\n", packages: { mode: "120000", content: victim } },
    sandbox,
    [core],
  );
  const workspace = await provider.open({ repository: "a/b", commit });
  expect(readdirSync(victim)).toEqual([]);
  await workspace.close();
});

/** `packages/core`, built in a working tree of somebody's. */
async function builtPackage(files: Readonly<Record<string, string>>): Promise<MonorepoPackage> {
  const from = await mkdtemp(join(tmpdir(), "dist of core-"));
  onTestFinished(() => rm(from, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(from, name), content);
  return {
    folder: "packages/core",
    outputs: [{ from, to: "packages/core/dist" }],
    dependsOn: [],
    build: "npm run build",
  };
}

function providerOf(
  files: Parameters<typeof createOrigin>[0],
  used: Sandbox = sandbox,
  packages: readonly MonorepoPackage[] = [],
): { readonly provider: WorkspaceProvider; readonly commit: string } {
  const origin = createOrigin(files);
  onTestFinished(() => origin.remove());
  const access = async () => ({ url: origin.url });
  return {
    provider: createWorkspaceProvider({ root, sandbox: used, packages, access }),
    commit: origin.commit,
  };
}

async function unavailable(): Promise<never> {
  throw new Error("no sandbox");
}
