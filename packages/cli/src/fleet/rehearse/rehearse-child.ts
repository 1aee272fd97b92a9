import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { messageOf } from "@osorganicai/core";
import type { EnvironmentVariables } from "@osorganicai/instance";
import { findProgram } from "create-osorganicai";
import { readManifest } from "../../doctor/child/read-manifest.ts";
import { findManager } from "../../upgrade/install-version.ts";
import type { UpgradeResult } from "../../upgrade/upgrade-child.ts";
import type { RehearsedChild, ScriptState } from "./rehearsal-report.ts";
import { type ProgramRun, runProgram } from "./run-program.ts";

/** What rehearsing one child needs. */
export interface RehearseOptions {
  readonly place: string;
  /** The child, which is only read. */
  readonly folder: string;
  /** Installs the version in the copy. @throws Error why not */
  readonly install: (copy: string) => Promise<void>;
  readonly environment: EnvironmentVariables;
  /** Milliseconds, from any moment on. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 5 * 60_000;
/** What is installed or made; the copy gets its own. */
const leftOut: ReadonlySet<string> = new Set(["node_modules", ".git", ".vercel", "dist", "coverage"]);

/** Upgrades a copy of a child, tries it, and throws the copy away. The child itself stays as it is. */
export async function rehearseChild(options: RehearseOptions): Promise<RehearsedChild> {
  const { place, folder, now } = options;
  const startedAt = now();
  const home = await mkdtemp(join(tmpdir(), "osorganicai-rehearsal-"));
  const copy = join(home, basename(folder));
  try {
    options.signal?.throwIfAborted();
    await copyChild(folder, copy);
    await options.install(copy);
    return { ...(await upgradeAndTry(copy, options)), seconds: secondsSince(startedAt, now) };
  } catch (error) {
    return { place, problem: messageOf(error), ...nothing, seconds: secondsSince(startedAt, now) };
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

const nothing = { conflicts: [], applied: [], missed: [], typeCheck: "none", tests: "none" } as const;

async function copyChild(folder: string, copy: string): Promise<void> {
  const databases = new Set([join(folder, ".osorganicai/data"), join(folder, ".osorganicai/workspaces")]);
  await cp(folder, copy, {
    recursive: true,
    filter: (source) => source === folder || (!leftOut.has(basename(source)) && !databases.has(source)),
  });
}

async function upgradeAndTry(
  copy: string,
  { place, environment, signal }: RehearseOptions,
): Promise<Omit<RehearsedChild, "seconds">> {
  const run = (program: string, args: readonly string[]) =>
    runProgram({
      program,
      args,
      directory: copy,
      environment,
      timeoutMs: TIMEOUT_MS,
      signal,
    } satisfies ProgramRun);
  const bin = join(copy, "node_modules/osorganicai/dist/bin.js");
  if (!existsSync(bin))
    throw new Error("The version has no command line: osorganicai is not among the child's dependencies.");
  const upgraded = await run(process.execPath, [bin, "upgrade", "-C", copy, "--keep-going", "--json"]);
  const result = parseResult(upgraded.stdout);
  if (result === undefined)
    throw new Error(`upgrade failed with exit code ${upgraded.exitCode}: ${upgraded.tail}`);
  const { command, arguments: before } = findProgram(findManager(copy).name, environment["npm_execpath"]);
  const { scripts = {} } = await readManifest(copy);
  const tried = { typeCheck: "none" as ScriptState, tests: "none" as ScriptState };
  let said = "";
  for (const [field, script] of [
    ["typeCheck", "check"],
    ["tests", "test"],
  ] as const) {
    if (scripts[script] === undefined) continue;
    const { exitCode, tail } = await run(command, [...before, "run", script]);
    tried[field] = exitCode === 0 ? "green" : "red";
    if (exitCode !== 0) said ||= tail;
  }
  return { place, ...readResult(result), ...tried, ...(said !== "" && { said }) };
}

/** The last line is the object; before it a package manager may have said something. */
function parseResult(stdout: string): UpgradeResult | undefined {
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as UpgradeResult;
  } catch {
    return undefined;
  }
}

function readResult({
  from,
  to,
  files,
  migrations,
}: UpgradeResult): Pick<RehearsedChild, "from" | "to" | "conflicts" | "applied" | "missed"> {
  return {
    from,
    to,
    conflicts: files.filter(({ outcome }) => outcome === "conflict").map(({ path }) => path),
    applied: migrations
      .filter(({ status, todos }) => status === "applied" && todos.length === 0)
      .map(({ key }) => key),
    missed: migrations.flatMap(({ key, status, todos, reason = status }) => {
      if (status === "failed" || status === "waiting") return [`${key}: ${reason}`];
      return todos.map((todo) => `${key}: ${todo}`);
    }),
  };
}

function secondsSince(startedAt: number, now: () => number): number {
  return Math.round((now() - startedAt) / 100) / 10;
}
