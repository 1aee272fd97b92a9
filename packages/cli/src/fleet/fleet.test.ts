import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatLock } from "create-osorganicai";
import { expect, test } from "vitest";
import { git, makeFolder, writeFiles } from "../test-support/make-repository.ts";
import { spawnCli } from "../test-support/spawn-cli.ts";
import { writeChild } from "../test-support/write-child.ts";
import type { FleetReport } from "./fleet-report.ts";
import { readFleet } from "./read-fleet.ts";
import { renderFleetHtml } from "./render/render-fleet-html.ts";

const workflow = ".github/workflows/osorganicai.yml";

async function addChild(
  root: string,
  place: string,
  lock: Parameters<typeof writeChild>[1] = {},
): Promise<string> {
  const folder = join(root, place);
  await mkdir(folder, { recursive: true });
  await writeChild(folder, { name: place.replaceAll("/", "-"), ...lock });
  return folder;
}

function read(source: string, more: Partial<Parameters<typeof readFleet>[0]> = {}): Promise<FleetReport> {
  const now = new Date("2026-11-27T12:00:00Z");
  return readFleet({ source, environment: {}, current: "0.0.0", now, wait: async () => {}, ...more });
}

const runFleet = (args: readonly string[], environment = {}) =>
  spawnCli(["fleet", ...args], environment).ended;

test("children are found below a folder, none inside of another or of what is installed", async () => {
  const root = await makeFolder("fleet-");
  await addChild(root, "shop");
  await addChild(root, "team/bank/apps/child");
  await addChild(root, "shop/examples/inner");
  await addChild(root, "team/node_modules/dependency");
  await addChild(root, "one/two/three/four/five");
  await symlink(root, join(root, "loop"));
  const { children, incomplete } = await read(root);
  expect(children.map(({ place, state }) => [place, state])).toEqual([
    ["shop", "current"],
    ["team/bank/apps/child", "current"],
  ]);
  expect(incomplete).toEqual([]);
  expect((await read(join(root, "shop"))).children).toMatchObject([
    { place: ".", name: "shop", domain: "e-commerce", ci: "unknown" },
  ]);
});

test("a row has what somebody has to look at", async () => {
  const root = await makeFolder("fleet-");
  const folder = await addChild(root, "shop");
  await writeFiles(folder, {
    [workflow]: "name: mine\n",
    ".osorganicai/incoming/vercel.json": "{",
    ".osorganicai/todo/rename.md": "",
  });
  await rm(join(folder, "api/health.ts"));
  const { children } = await read(root);
  expect(children).toMatchObject([
    {
      state: "parked",
      parked: ["vercel.json"],
      todo: ["rename.md"],
      edited: [workflow],
      missing: ["api/health.ts"],
      failed: [],
    },
  ]);
});

test.for([
  ["todo", async (folder: string) => writeFiles(folder, { ".osorganicai/todo/a.md": "" })],
  ["failed", async (folder: string) => void (await writeChild(folder, { lock: { failed: ["core#a"] } }))],
  [
    "behind",
    async (folder: string) => void (await writeChild(folder, { lock: { version: "0.0.0-canary" } })),
  ],
  [
    "behind",
    async (folder: string) =>
      writeFiles(folder, { "package.json": '{ "dependencies": { "@osorganicai/core": "^2.0.0" } }' }),
  ],
] as const)("a child is %s", async ([state, change]) => {
  const root = await makeFolder("fleet-");
  await change(await addChild(root, "shop"));
  expect((await read(root)).children).toMatchObject([{ state }]);
});

test("the moment of the last upgrade is git's, when git knows", async () => {
  const root = await makeFolder("fleet-");
  const folder = await addChild(root, "shop");
  expect((await read(root)).children[0]).not.toHaveProperty("upgradedAt");
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  const env = { ...process.env, GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z" };
  const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  execFileSync("git", ["-C", folder, ...author, "commit", "--quiet", "--message=Begin"], { env });
  expect((await read(root)).children).toMatchObject([{ upgradedAt: "2026-01-02T03:04:05.000Z" }]);
});

test("a broken child is a row that says what is wrong, and does not hide the others", async () => {
  const root = await makeFolder("fleet-");
  for (const name of ["good", "no-json", "old-lock", "no-manifest", "bad-manifest", "folder"])
    await addChild(root, name);
  await writeFile(join(root, "no-json/.osorganicai/lock.json"), "{");
  await writeFile(join(root, "old-lock/.osorganicai/lock.json"), '{ "lockfileVersion": 9 }');
  await rm(join(root, "no-manifest/package.json"));
  await writeFile(join(root, "bad-manifest/package.json"), "{");
  await rm(join(root, "folder/.osorganicai/lock.json"));
  await mkdir(join(root, "folder/.osorganicai/lock.json"));
  const { children, counts } = await read(root);
  expect(counts).toMatchObject({ broken: 5, current: 1 });
  expect(children.map(({ place, problem = "" }) => `${place}: ${problem}`)).toEqual([
    expect.stringMatching(/^bad-manifest: package\.json is not JSON/),
    expect.stringMatching(/^folder: EISDIR/),
    "good: ",
    expect.stringMatching(/^no-json: \.osorganicai\/lock\.json is not JSON/),
    "no-manifest: package.json is missing.",
    expect.stringMatching(/^old-lock: .*lockfileVersion is 9/),
  ]);
});

test("a lock in the middle of a merge is read as the union of both sides", async () => {
  const root = await makeFolder("fleet-");
  const folder = await addChild(root, "shop");
  const path = join(folder, ".osorganicai/lock.json");
  const text = await readFile(path, "utf8");
  await writeFile(
    path,
    text.replace(/^ {2}"version".*$/m, (line) => `<<<<<<< HEAD\n${line}\n=======\n${line}\n>>>>>>> other`),
  );
  expect((await read(root)).children).toMatchObject([{ state: "current" }]);
});

test("a folder of ten thousand entries is searched", async () => {
  const root = await makeFolder("fleet-");
  await addChild(root, "shop");
  await Promise.all(Array.from({ length: 5_000 }, (_, index) => mkdir(join(root, `folder-${index}`))));
  await Promise.all(Array.from({ length: 5_000 }, (_, index) => writeFile(join(root, `file-${index}`), "")));
  expect((await read(root)).children).toHaveLength(1);
});

test("the page shows whatever a child says as text, and runs nothing of it", async () => {
  const root = await makeFolder("fleet-");
  const folder = await addChild(root, "shop");
  const lock = await writeChild(folder);
  const evil = `</code><script>alert(1)</script><img src=x onerror="alert('2')">`;
  await writeFile(
    join(folder, ".osorganicai/lock.json"),
    formatLock({ ...lock, version: evil, failed: [evil], answers: { ...lock.answers, name: evil } }),
  );
  const page = renderFleetHtml({ ...(await read(root)), source: evil, incomplete: [evil] });
  expect(page.match(/<script>/g)).toHaveLength(1);
  expect(page).not.toMatch(/<img|onerror="/);
  expect(page).toContain("&lt;script&gt;alert(1)");
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/(?:src|href)="(?!https:)|url\(|@import/);
});

test("the command prints lines, one object, and a page", async () => {
  const root = await makeFolder("fleet-");
  await addChild(root, "shop");
  const page = join(root, "fleet.html");
  const { exitCode, stdout } = await runFleet([root, "--html", page]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^state +child +version +upgraded +CI +notes\ncurrent +shop +0\.0\.0 +\? +\?\n\n1 child: 1 current\. /,
  );
  expect(await readFile(page, "utf8")).toMatch(/^<!doctype html>/);
  const json = JSON.parse((await runFleet([root, "--json"])).stdout) as FleetReport;
  expect(Object.keys(json)).toEqual(["source", "readAt", "current", "counts", "incomplete", "children"]);
  expect(json.counts).toEqual({ broken: 0, parked: 0, failed: 0, red: 0, todo: 0, behind: 0, current: 1 });
});

test("names with control characters do not reach the terminal", async () => {
  const root = await makeFolder("fleet-");
  await addChild(root, "shop\u001B[2J");
  const { stdout } = await runFleet([root]);
  expect(stdout).not.toContain("\u001B");
  expect(stdout).toContain("shop�[2J");
});

test.for([
  [
    "neither a folder nor an account",
    ["no/such/folder"],
    {},
    2,
    /is neither a folder nor the name of an account/,
  ],
  ["an account without a token", ["acme"], {}, 2, /GITHUB_TOKEN must be set/],
  [
    "no network",
    ["acme"],
    { GITHUB_TOKEN: "ghp_x", GITHUB_API_URL: "http://127.0.0.1:9" },
    1,
    /GitHub did not answer GET \/users\/acme/,
  ],
  ["nothing named", [], {}, 2, /missing required argument/],
  ["a page that cannot be written", [".", "--html", "/dev/null/page.html"], {}, 2, /cannot be written/],
] as const)("%s is said in one sentence", async ([, args, environment, code, says]) => {
  const { exitCode, stderr } = await runFleet(args, environment);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/ghp_x|^ +at /m);
  expect(exitCode).toBe(code);
});
