import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listFiles } from "../../doctor/child/list-files.ts";
import { makeFolder, writeFiles } from "../../test-support/make-repository.ts";
import { spawnCli } from "../../test-support/spawn-cli.ts";
import { writeChild } from "../../test-support/write-child.ts";
import { askForTarballs, findTarballs } from "./install-tarballs.ts";
import { rehearseFleet } from "./rehearse-fleet.ts";

const { PATH = "", HOME = "" } = process.env;

async function addChild(
  root: string,
  place: string,
  scripts: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = join(root, place);
  await mkdir(folder, { recursive: true });
  await writeChild(folder);
  await writeFiles(folder, {
    "package.json": JSON.stringify({ name: place, scripts }),
    "node_modules/big/index.js": "",
  });
  return folder;
}

/** A version whose command line answers this. */
function installVersion(answer: object, exitCode = 0) {
  const bin = `process.stdout.write(${JSON.stringify(`${JSON.stringify(answer)}\n`)}); process.exit(${exitCode});`;
  return (copy: string) =>
    writeFiles(copy, { "node_modules/osorganicai/dist/bin.js": bin, "touched.txt": "by the upgrade" });
}

const upgraded = { from: "1.0.0", to: "2.0.0", files: [], migrations: [] };

function rehearse(folder: string, more: Partial<Parameters<typeof rehearseFleet>[0]> = {}) {
  const environment = { PATH, HOME };
  return rehearseFleet({
    folder,
    version: "canary",
    limit: 20,
    environment,
    now: () => 0,
    install: installVersion(upgraded),
    installAsIs: async () => {},
    ...more,
  });
}

async function hashOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await listFiles(folder))
    hash.update(`${path}\0`).update(await readFile(join(folder, path)));
  return hash.digest("hex");
}

test("copies are upgraded and tried; the children stay as they are, and no copy is left", async () => {
  const root = await makeFolder("rehearsal-");
  await addChild(root, "shop", {
    check: 'node -e ""',
    test: `node -e "process.exit(require('fs').existsSync('touched.txt') ? 0 : 1)"`,
  });
  await addChild(root, "bank");
  const [before, temporary] = [await hashOf(root), await makeFolder("tmp-")];
  process.env["TMPDIR"] = temporary;
  const report = await rehearse(root).finally(() => delete process.env["TMPDIR"]);
  expect(report).toMatchObject({ summary: "2 children: 0 conflicts / 0 codemod misses / 0 red" });
  expect(report.children).toMatchObject([
    { place: "bank", from: "1.0.0", to: "2.0.0", typeCheck: "none", tests: "none" },
    { place: "shop", typeCheck: "green", tests: "green" },
  ]);
  expect(await hashOf(root)).toBe(before);
  expect((await readdir(temporary)).filter((name) => name.startsWith("osorganicai-rehearsal"))).toEqual([]);
});

test("conflicts, missed codemods and red tests are counted and named", async () => {
  const root = await makeFolder("rehearsal-");
  await addChild(root, "shop", {
    test: `node -e "if (!require('fs').existsSync('touched.txt')) process.exit(0); console.log('expected 1, got 2'); process.exit(1)"`,
  });
  const migration = (key: string, more: object) => ({
    key,
    title: key,
    kind: "codemod",
    changed: [],
    todos: [],
    ...more,
  });
  const install = installVersion({
    ...upgraded,
    files: [
      { path: "vercel.json", outcome: "conflict" },
      { path: "tsconfig.json", outcome: "overwrite" },
    ],
    migrations: [
      migration("core#a", { status: "applied" }),
      migration("core#b", { status: "failed", reason: "it stumbled" }),
      migration("core#c", { status: "applied", todos: ["src/odd.ts: computed name"] }),
    ],
  });
  const { summary, children } = await rehearse(root, { install });
  expect(summary).toBe("1 child: 1 conflict / 2 codemod misses / 1 red");
  expect(children).toMatchObject([
    {
      conflicts: ["vercel.json"],
      applied: ["core#a"],
      missed: ["core#b: it stumbled", "core#c: src/odd.ts: computed name"],
      tests: "red",
      said: expect.stringContaining("expected 1, got 2"),
    },
  ]);
});

test("what was red before is not the upgrade's fault", async () => {
  const root = await makeFolder("rehearsal-");
  const isTouched = `require('fs').existsSync('touched.txt')`;
  await addChild(root, "both", {
    check: 'node -e "process.exit(1)"',
    test: `node -e "process.exit(${isTouched} ? 1 : 0)"`,
  });
  await addChild(root, "long", { check: 'node -e ""', test: 'node -e "process.exit(1)"' });
  const { summary, red, redBefore, children } = await rehearse(root);
  expect(children).toMatchObject([
    { place: "both", typeCheck: "red_before", tests: "red" },
    { place: "long", typeCheck: "green", tests: "red_before" },
  ]);
  expect({ red, redBefore }).toEqual({ red: 1, redBefore: 1 });
  expect(summary).toBe("2 children: 0 conflicts / 0 codemod misses / 1 red / 1 red before");
});

test("a child of which nobody can say how it was before is red, and that is said", async () => {
  const root = await makeFolder("rehearsal-");
  await addChild(root, "shop", { test: 'node -e "process.exit(1)"' });
  const installAsIs = () => Promise.reject(new Error("no such version"));
  const { children } = await rehearse(root, { installAsIs });
  expect(children).toMatchObject([
    {
      tests: "red",
      said: expect.stringContaining("Whether it was red before is not known: no such version"),
    },
  ]);
});

test.for([
  ["that cannot be installed", async () => Promise.reject(new Error("no such version")), /no such version/],
  ["without a command line", async () => {}, /The version has no command line/],
  ["whose upgrade fails", installVersion({}, 1), /^/],
  [
    "whose upgrade says nothing",
    (copy: string) =>
      writeFiles(copy, { "node_modules/osorganicai/dist/bin.js": "console.error('boom'); process.exit(1);" }),
    /upgrade failed with exit code 1: boom/,
  ],
] as const)("a version %s is red, and the others go on", async ([, install, says]) => {
  const root = await makeFolder("rehearsal-");
  await addChild(root, "shop");
  const { red, children } = await rehearse(root, { install });
  expect(red).toBe(1);
  expect(children[0]?.problem ?? "").toMatch(says);
});

test("a child's code sees no secret of whoever rehearses", async () => {
  const root = await makeFolder("rehearsal-");
  await addChild(root, "shop", {
    test: `node -e "process.exit(process.env.GITHUB_TOKEN || process.env.DATABASE_URL ? 1 : 0)"`,
  });
  const environment = { PATH, HOME, GITHUB_TOKEN: "canary", DATABASE_URL: "postgres://canary" };
  expect((await rehearse(root, { environment })).children).toMatchObject([{ tests: "green" }]);
});

test("an interruption stops what runs, and leaves no copy", async () => {
  const root = await makeFolder("rehearsal-");
  for (const name of ["a", "b", "c"]) await addChild(root, name, { test: "sleep 600" });
  const [controller, temporary] = [new AbortController(), await makeFolder("tmp-")];
  process.env["TMPDIR"] = temporary;
  const install = async (copy: string) => {
    await installVersion(upgraded)(copy);
    controller.abort();
  };
  const { children } = await rehearse(root, { install, signal: controller.signal }).finally(
    () => delete process.env["TMPDIR"],
  );
  expect(children.map(({ problem }) => problem)).toEqual([
    expect.any(String),
    expect.any(String),
    expect.stringMatching(/abort/),
  ]);
  expect((await readdir(temporary)).filter((name) => name.startsWith("osorganicai-rehearsal"))).toEqual([]);
});

test("only so many children are rehearsed as are wanted", async () => {
  const root = await makeFolder("rehearsal-");
  for (const name of ["a", "b", "c"]) await addChild(root, name);
  expect((await rehearse(root, { limit: 2 })).children).toHaveLength(2);
});

test("packed packages take the registry's place, for npm and for pnpm", async () => {
  const packed = await makeFolder("packed-");
  for (const name of [
    "osorganicai-core-2.0.0.tgz",
    "osorganicai-agents-po-2.0.0-canary.1.tgz",
    "osorganicai-2.0.0.tgz",
    "create-osorganicai-2.0.0.tgz",
    "other-1.0.0.tgz",
  ])
    await writeFile(join(packed, name), "");
  const tarballs = findTarballs(packed);
  expect(Object.keys(tarballs).toSorted()).toEqual([
    "@osorganicai/agents-po",
    "@osorganicai/core",
    "create-osorganicai",
    "osorganicai",
  ]);
  const copy = await makeFolder("copy-");
  await writeFiles(copy, {
    "package.json": JSON.stringify({ dependencies: { "@osorganicai/core": "^1.0.0", zod: "^4.0.0" } }),
    "pnpm-workspace.yaml": "minimumReleaseAgeExclude: [osorganicai]\n",
  });
  askForTarballs(copy, tarballs);
  const manifest = JSON.parse(await readFile(join(copy, "package.json"), "utf8"));
  expect(manifest.dependencies).toEqual({
    "@osorganicai/core": `file:${packed}/osorganicai-core-2.0.0.tgz`,
    zod: "^4.0.0",
  });
  expect(Object.keys(manifest.overrides)).not.toContain("@osorganicai/core");
  const settings = parse(await readFile(join(copy, "pnpm-workspace.yaml"), "utf8"));
  expect(settings).toEqual({ minimumReleaseAgeExclude: ["osorganicai"], overrides: tarballs });
});

test.for([
  ["no version", ["."], /required option '--version <version>' not specified/],
  ["no child", [".", "--version", "canary"], /There is no child below/],
  ["a folder that is none", ["/no/such/folder", "--version", "canary"], /cannot be read/],
  ["a number that is none", [".", "--version", "canary", "--children", "0"], /whole number from 1 on/],
] as const)("%s is wrong usage", async ([, args, says]) => {
  const empty = await makeFolder("rehearsal-");
  const place = args.map((arg) => (arg === "." ? empty : arg));
  const { exitCode, stderr } = await spawnCli(["fleet", "rehearse", ...place]).ended;
  expect(stderr).toMatch(says);
  expect(exitCode).toBe(2);
});

test("a folder without packed packages is named", async () => {
  const [root, empty] = [await makeFolder("rehearsal-"), await makeFolder("packed-")];
  await addChild(root, "shop");
  const { exitCode, stderr } = await spawnCli(["fleet", "rehearse", root, "--version", empty]).ended;
  expect(stderr).toMatch(/has no packed packages of ours\. Pack them: pnpm -r pack/);
  expect(exitCode).toBe(2);
});
