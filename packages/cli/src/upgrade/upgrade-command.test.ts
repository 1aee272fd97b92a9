import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { readFileOf, readFiles, writeFiles } from "../test-support/make-child.ts";
import { makeFolder } from "../test-support/make-repository.ts";
import { spawnCli } from "../test-support/spawn-cli.ts";
import { spawnTestChild } from "../test-support/spawn-test-child.ts";

const { PATH = "" } = process.env;

/** A package of ours in the child's `node_modules`, in place of the real one. */
function installPackage(root: string, name: string, files: Readonly<Record<string, string>>): void {
  rmSync(join(root, "node_modules", name), { recursive: true, force: true });
  writeFiles(join(root, "node_modules", name), files);
}

/** What a package of the next version brings: a codemod and something for the Developer. */
function installMigrations(root: string): void {
  installPackage(root, "@osorganicai/testing", {
    "package.json": JSON.stringify({
      name: "@osorganicai/testing",
      version: "0.0.0",
      osorganicai: { migrations: "./migrations.json" },
    }),
    "migrations.json": JSON.stringify({
      migrations: [
        {
          id: "facts",
          since: "0.0.0",
          title: "Facts are called facts",
          kind: "codemod",
          run: "./upgrades/facts.mjs",
        },
        {
          id: "ask",
          since: "0.0.0",
          title: "Say how money is rounded",
          kind: "prompt",
          prompt: "./upgrades/ask.md",
        },
      ],
    }),
    "upgrades/facts.mjs":
      'export default ({ code }) => code.renameMember({ of: { name: "ProductOwnerAgent", from: "@osorganicai/agents-po" }, member: "customizePrompt", to: "editPrompt" });\n',
    "upgrades/ask.md": "Write a test that shows how money is rounded.\n",
  });
}

const start = (root: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  spawnCli([...args, "-C", root], environment).ended;

test("a fresh child has nothing to do, and keeps what its agents say for the next time", async () => {
  const root = spawnTestChild();
  expect(await start(root, ["upgrade"])).toMatchObject({ exitCode: 0, stderr: "" });
  expect(readFileOf(root, ".osorganicai/prompts/product-owner.md")).toContain("e-commerce");
  expect(readFileOf(root, ".osorganicai/overrides.json")).toContain(
    '"@osorganicai/agents-po#ProductOwnerAgent.getDomainContext": "getDomainContext(): string | Promise<string>"',
  );
  const files = readFiles(root);
  const second = await start(root, ["upgrade", "--json"]);
  expect(JSON.parse(second.stdout)).toMatchObject({ changed: [], needsYou: false });
  expect(readFiles(root)).toEqual(files);
});

test("migrations of installed packages run, and what a person or an agent must do is said with exit code 4", async () => {
  const root = spawnTestChild();
  installMigrations(root);
  const dry = await start(root, ["upgrade", "--dry-run", "--json"]);
  expect(dry.exitCode).toBe(0);
  expect(JSON.parse(dry.stdout).changed).toContain("src/agents/product-owner.ts");
  expect(readFileOf(root, "src/agents/product-owner.ts")).toContain("override customizePrompt(");
  const { exitCode, stdout } = await start(root, ["upgrade"]);
  expect(exitCode).toBe(4);
  expect(stdout).toContain(
    "For your Developer: Say how money is rounded: `.osorganicai/todo/osorganicai-testing-ask.md`",
  );
  expect(readFileOf(root, "src/agents/product-owner.ts")).toContain("override editPrompt(");
  expect((await start(root, ["upgrade"])).exitCode).toBe(0);
});

test("with a report the same ends with 0, as a Renovate run needs it", async () => {
  const root = spawnTestChild();
  installMigrations(root);
  const { exitCode } = await start(root, ["upgrade", "--report", ".osorganicai/UPGRADE.md"]);
  expect(exitCode).toBe(0);
  expect(readFileOf(root, ".osorganicai/UPGRADE.md")).toContain("## What needs you");
});

test("with access to GitHub the Developer gets an issue, once, and on Renovate's branch none", async () => {
  const issues: { title: string; body: string; labels: string[]; html_url: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "GET") return response.end(JSON.stringify(issues));
      const issue = JSON.parse(Buffer.concat(chunks).toString()) as (typeof issues)[number];
      issues.push({ ...issue, html_url: `https://github.com/ada/my-shop/issues/${issues.length + 1}` });
      return response.end(JSON.stringify(issues.at(-1)));
    });
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const root = spawnTestChild();
  installMigrations(root);
  const access = {
    GITHUB_TOKEN: "t",
    GITHUB_REPOSITORY: "ada/my-shop",
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  await start(root, ["upgrade"], { ...access, GITHUB_HEAD_REF: "renovate/osorganicai" });
  expect(issues).toEqual([]);
  const { stdout } = await start(root, ["upgrade", "--json"], access);
  expect(JSON.parse(stdout).issues).toEqual({
    "@osorganicai/testing#ask": "https://github.com/ada/my-shop/issues/1",
  });
  await start(root, ["upgrade"], access);
  expect(await start(root, ["upgrade", "--issues"], access)).toEqual({
    exitCode: 0,
    stdout: "@osorganicai/testing#ask: https://github.com/ada/my-shop/issues/1\n",
    stderr: "",
  });
  expect(issues).toEqual([
    expect.objectContaining({
      title: "Say how money is rounded",
      labels: ["osorganicai-upgrade", "ready-for-dev"],
    }),
  ]);
  expect(issues[0]?.body).toContain("Write a test that shows how money is rounded.");
});

/** A `pnpm` that installs a made-up 2.1.0 of the CLI, which writes down how it is called. */
async function fakePnpm(root: string, installs: boolean): Promise<string> {
  const folder = await makeFolder("bin-");
  const cli = join(root, "node_modules/osorganicai");
  const script = installs
    ? `rm -rf ${cli}; mkdir -p ${cli}/dist; echo '{"name":"osorganicai","version":"2.1.0"}' > ${cli}/package.json
cat > ${cli}/dist/bin.js <<'END'
require("fs").writeFileSync(${JSON.stringify(join(folder, "called.json"))}, JSON.stringify(process.argv.slice(2))); process.exit(4);
END`
    : "echo lockfile > pnpm-lock.yaml; echo ERR_PNPM_NO_MATCHING_VERSION; exit 1";
  writeFileSync(
    join(folder, "pnpm"),
    `#!/bin/sh\ncd ${root}\nif [ "$1" = view ]; then echo '["2.0.0","2.1.0"]'; exit 0; fi\necho "$@" > ${join(folder, "args")}\n${installs ? script : script}\n`,
  );
  chmodSync(join(folder, "pnpm"), 0o755);
  return folder;
}

test("--to bumps all packages of ours, installs, and lets the installed version do the upgrade", async () => {
  const root = spawnTestChild();
  writeFiles(root, { "pnpm-lock.yaml": "lockfileVersion: 9\n" });
  const folder = await fakePnpm(root, true);
  const { exitCode } = await start(root, ["upgrade", "--to", "^2"], { PATH: `${folder}:${PATH}` });
  expect(exitCode).toBe(4);
  expect(readFileSync(join(folder, "args"), "utf8")).toBe("install --no-frozen-lockfile\n");
  expect(JSON.parse(readFileSync(join(folder, "called.json"), "utf8"))).toEqual(["upgrade", "-C", root]);
  const { dependencies, devDependencies } = JSON.parse(readFileOf(root, "package.json") ?? "{}");
  expect(dependencies["@osorganicai/core"]).toBe("^2.1.0");
  expect(devDependencies["osorganicai"]).toBe("^2.1.0");
  expect(devDependencies["typescript"]).not.toBe("^2.1.0");
  expect(readFileOf(root, ".osorganicai/prompts/developer.md")).toContain("# developer.implement_contract");
});

test("an installation that fails leaves package.json and the lockfile as they were", async () => {
  const root = spawnTestChild();
  writeFiles(root, { "pnpm-lock.yaml": "lockfileVersion: 9\n" });
  const before = readFileOf(root, "package.json");
  const folder = await fakePnpm(root, false);
  const { exitCode, stderr } = await start(root, ["upgrade", "--latest"], { PATH: `${folder}:${PATH}` });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("failed, so package.json is as it was:\nERR_PNPM_NO_MATCHING_VERSION");
  expect(readFileOf(root, "package.json")).toBe(before);
  expect(readFileOf(root, "pnpm-lock.yaml")).toBe("lockfileVersion: 9\n");
});

test("an installation that leaves the old version there, as with a catalog, is no upgrade", async () => {
  const root = spawnTestChild();
  const before = readFileOf(root, "package.json")?.replace(/("osorganicai": )"[^"]+"/, '$1"catalog:"') ?? "";
  writeFiles(root, { "package.json": before, "pnpm-lock.yaml": "lockfileVersion: 9\n" });
  const folder = await makeFolder("bin-");
  const asked = 'if [ "$1" = view ]; then echo \'["2.1.0"]\'; fi';
  writeFileSync(join(folder, "pnpm"), `#!/bin/sh\n${asked}\n`, { mode: 0o755 });
  const cli = await start(root, ["upgrade", "--latest"], { PATH: `${folder}:${PATH}` });
  expect(cli.stderr).toMatch(/left osorganicai at \S+, not 2\.1\.0, so package\.json is as it was\./);
  expect(cli.stderr).not.toContain("Installed");
  expect(cli.exitCode).toBe(2);
  expect(readFileOf(root, "package.json")).toBe(before);
});

test("Ctrl-C while a version is installed takes back what was written", async () => {
  const root = spawnTestChild();
  const before = readFileOf(root, "package.json");
  const folder = await makeFolder("bin-");
  const begun = join(folder, "begun");
  writeFileSync(
    join(folder, "pnpm"),
    `#!/bin/sh\nif [ "$1" = view ]; then echo '["2.1.0"]'; exit 0; fi\necho new > ${root}/pnpm-lock.yaml\ntouch ${begun}\nexec sleep 60\n`,
  );
  chmodSync(join(folder, "pnpm"), 0o755);
  writeFiles(root, { "pnpm-lock.yaml": "lockfileVersion: 9\n" });
  const cli = spawnCli(["upgrade", "--latest", "-C", root], { PATH: `${folder}:${PATH}` });
  await vi.waitUntil(() => existsSync(begun), { timeout: 60_000 });
  process.kill(Number(cli.process.pid), "SIGINT");
  const { exitCode, stderr } = await cli.ended;
  expect([exitCode, stderr]).toEqual([130, expect.stringContaining("package.json is as it was")]);
  expect(readFileOf(root, "package.json")).toBe(before);
  expect(readFileOf(root, "pnpm-lock.yaml")).toBe("lockfileVersion: 9\n");
});

test("an uncommitted change is no reason not to upgrade, and is mentioned", async () => {
  const root = spawnTestChild();
  installMigrations(root);
  execFileSync("git", ["init", "-q", root]);
  const { exitCode, stderr } = await start(root, ["upgrade"]);
  expect(exitCode).toBe(4);
  expect(stderr).toContain("There were uncommitted changes before this");
});

const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
  ["issues without a token", ["upgrade", "--issues"], /Set GITHUB_TOKEN and GITHUB_REPOSITORY/],
  [
    "a comment without a token",
    ["upgrade", "--comment", "renovate/osorganicai"],
    /Set GITHUB_TOKEN and GITHUB_REPOSITORY/,
  ],
  ["a folder that is no child", ["upgrade"], /is no child: it has no \.osorganicai\/lock\.json/],
  ["two versions at once", ["upgrade", "--latest", "--to", "2"], /--latest and --to say the same/],
  ["a trial of an installation", ["upgrade", "--latest", "--dry-run"], /--dry-run installs nothing/],
  [
    "a conflict without a choice",
    ["resolve", "ci.yml"],
    /Say which is right, with one of --keep, --take and --edited/,
  ],
  ["a status of nothing", ["status"], /There is no \.osorganicai\/lock\.json here/],
];

test.for(wrong)("%s is wrong usage", async ([, args, says]) => {
  const folder = await makeFolder();
  mkdirSync(join(folder, "empty"));
  writeFiles(folder, { "package.json": "{}" });
  const { exitCode, stderr } = await start(folder, args);
  expect(stderr).toMatch(says);
  expect(exitCode).toBe(2);
});

test("status --check tells a child that is up to date from one that is not", async () => {
  const root = spawnTestChild();
  const fresh = await start(root, ["status", "--check"]);
  expect(fresh).toMatchObject({ exitCode: 0, stderr: "" });
  expect(fresh.stdout).toContain("current   vercel.json\n");
  installMigrations(root);
  const behind = await start(root, ["status", "--check"]);
  expect(behind.exitCode).toBe(5);
  expect(behind.stdout).toContain("pending   migration @osorganicai/testing#facts");
});
