import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder, writeFiles } from "../test-support/make-repository.ts";
import { spawnCli } from "../test-support/spawn-cli.ts";
import { writeChild } from "../test-support/write-child.ts";
import type { Check } from "./check.ts";
import { checkNames } from "./check-names.ts";
import { checks } from "./checks.ts";
import { renderDoctor } from "./render-doctor.ts";
import { type DoctorReport, runDoctor } from "./run-doctor.ts";

const canary = () => `canary${randomBytes(16).toString("hex")}`;
const offline = ["conflicts", "files", "workflows", "sql", "migrations"];

async function openChild(): Promise<string> {
  const directory = await makeFolder("doctor-");
  await writeChild(directory);
  return directory;
}

function diagnose(
  directory: string,
  more: Partial<Parameters<typeof runDoctor>[0]> = {},
): Promise<DoctorReport> {
  return runDoctor({
    directory,
    environment: {},
    nodeVersion: "v24.21.0",
    live: false,
    only: offline,
    now: () => 0,
    ...more,
  });
}

async function runCommand(args: readonly string[], environment = {}) {
  const { exitCode, stdout, stderr } = await spawnCli(["doctor", ...args], environment).ended;
  return { exitCode, stdout, stderr };
}

test("every check has its name in the help, and can be asked for alone", async () => {
  expect(checks.map(({ name }) => name)).toEqual(checkNames);
  const { checks: asked } = await diagnose(await openChild(), { only: ["sql"] });
  expect(asked.map(({ name }) => name)).toEqual(["sql"]);
});

test("secrets of the environment are in no output, whoever says them", async () => {
  const [token, password, line] = [canary(), `${canary()}%21`, canary()];
  const environment = {
    GITHUB_TOKEN: token,
    DATABASE_URL: `postgres://me:${password}@127.0.0.1:9/shop`,
    GITHUB_APP_PRIVATE_KEY: `-----BEGIN PRIVATE KEY-----\\n${line}\\n-----END PRIVATE KEY-----`,
  };
  const talkative: Check = {
    name: "talk",
    title: "Talk",
    run: () => Promise.reject(new Error(`${token} ${password} ${decodeURIComponent(password)} ${line}`)),
  };
  const report = await diagnose(await openChild(), { environment, checks: [talkative], only: [] });
  const said = `${JSON.stringify(report)}${renderDoctor(report, 100)}${renderDoctor(report, undefined)}`;
  for (const secret of [token, password, decodeURIComponent(password), line])
    expect(said).not.toContain(secret);
  expect(report.severity).toBe("error");
});

test("the whole command keeps planted secrets to itself", async () => {
  const names = ["GITHUB_WEBHOOK_SECRET", "GITHUB_TOKEN", "SUPABASE_SECRET_KEY", "ANTHROPIC_API_KEY"];
  const planted = Object.fromEntries(names.map((name) => [name, canary()]));
  const environment = {
    ...planted,
    GITHUB_API_URL: "http://127.0.0.1:9",
    SUPABASE_URL: "http://127.0.0.1:9",
    DATABASE_URL: `postgres://me:${canary()}@127.0.0.1:9/shop`,
  };
  const directory = await openChild();
  for (const flags of [[], ["--json"]]) {
    const { exitCode, stdout, stderr } = await runCommand(["-C", directory, ...flags], environment);
    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).not.toMatch(/canary/);
    expect(stdout).toMatch(/GitHub did not answer/);
  }
});

test("--json is one object of a stable shape", async () => {
  const { exitCode, stdout } = await runCommand([
    "-C",
    await openChild(),
    "--json",
    ...offline.flatMap((name) => ["--only", name]),
  ]);
  expect(exitCode).toBe(0);
  const report = JSON.parse(stdout) as DoctorReport;
  expect(Object.keys(report)).toEqual(["directory", "severity", "counts", "parked", "durationMs", "checks"]);
  expect(Object.keys(report.checks[0] ?? {})).toEqual([
    "name",
    "title",
    "severity",
    "durationMs",
    "findings",
  ]);
  expect(report).toMatchObject({
    severity: "ok",
    counts: { ok: 5, not_asked: 0, warning: 0, error: 0 },
    parked: [],
  });
});

test("parked files end the process with 5, also beside other errors", async () => {
  const directory = await openChild();
  await writeFiles(directory, { ".osorganicai/incoming/vercel.json": "" });
  const { exitCode, stdout } = await runCommand(["-C", directory]);
  expect(exitCode).toBe(5);
  expect(stdout).toMatch(
    /^error {6}conflicts {8}vercel\.json: .*Fix: .*osorganicai resolve vercel\.json --keep/m,
  );
  expect(stdout).toMatch(/1 parked/);
});

test.for([
  ["a folder that is no child", [], /is no child: it has neither .*lock\.json nor osorganicai\.config\.ts/],
  ["a folder that does not exist", ["-C", "nothing/here"], /is no child/],
  ["a check that does not exist", ["--only", "weather"], /There is no check weather\. There are: node, /],
  ["a flag that does not exist", ["--fix"], /unknown option '--fix'/],
] as const)("%s is wrong usage", async ([, flags, says]) => {
  const folder = await makeFolder("doctor-");
  const place = flags[0] === "-C" ? ["-C", join(folder, flags[1])] : ["-C", folder, ...flags];
  const { exitCode, stdout, stderr } = await runCommand(place);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(says);
});

test("a child whose folder cannot be read as it should be has findings, no crash", async () => {
  const directory = await openChild();
  await mkdir(join(directory, "package-lock.json"));
  await writeFiles(directory, {
    "package.json": "[]",
    "pnpm-workspace.yaml": "a: [",
    ".osorganicai/lock.json": "null",
  });
  const { exitCode, stdout, stderr } = await runCommand(["-C", directory]);
  expect(exitCode).toBe(1);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/lock\.json is not valid: the file must be an object/);
  expect(stdout).toMatch(/package\.json is not an object/);
});

test("on a terminal it is a table whose lines fit", async () => {
  const directory = await openChild();
  await writeFiles(directory, { ".osorganicai/incoming/vercel.json": "" });
  const table = renderDoctor(await diagnose(directory), 80);
  const visible = table.replace(/\u001B\[\d+m/g, "").split("\n");
  expect(visible[0]).toMatch(/^✗ Conflicts {4} +vercel\.json: /);
  expect(Math.max(...visible.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(table).toMatch(/→ .*Compare/);
});
