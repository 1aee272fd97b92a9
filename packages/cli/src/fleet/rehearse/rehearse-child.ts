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
import { type ProgramEnd, runInGroup } from "./run-in-group.ts";

/** What rehearsing one child needs. */
export interface RehearseOptions {
  readonly place: string;
  /** The child, which is only read. */
  readonly folder: string;
  /** Installs the version in the copy. @throws Error why not */
  readonly install: (copy: string) => Promise<void>;
  /** Installs in a copy what the child has now. @throws Error why not */
  readonly installAsIs: (copy: string) => Promise<void>;
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
  const { place, now } = options;
  const startedAt = now();
  try {
    const upgraded = await withCopy(options, async (copy) => {
      await options.install(copy);
      return upgradeAndTry(copy, options);
    });
    const child = await findRedBefore(upgraded, options);
    return { ...child, seconds: secondsSince(startedAt, now) };
  } catch (error) {
    return { place, problem: messageOf(error), ...nothing, seconds: secondsSince(startedAt, now) };
  }
}

/** Works in a copy that is thrown away afterwards. */
async function withCopy<T>(
  { folder, signal }: RehearseOptions,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), "osorganicai-rehearsal-"));
  const copy = join(home, basename(folder));
  try {
    signal?.throwIfAborted();
    await copyChild(folder, copy);
    return await work(copy);
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Tried = Omit<RehearsedChild, "seconds">;

/** What is red may have been so before; only then another copy, as the child is now, is worth its time. */
async function findRedBefore(child: Tried, options: RehearseOptions): Promise<Tried> {
  const isRed = ({ field }: Script) => child[field] === "red";
  if (!scripts.some(isRed)) return child;
  try {
    const before = await withCopy(options, async (copy) => {
      await options.installAsIs(copy);
      return tryScripts(copy, options, isRed);
    });
    const states = scripts.filter(({ field }) => before[field] === "red").map(({ field }) => field);
    return { ...child, ...Object.fromEntries(states.map((field) => [field, "red_before"])) };
  } catch (error) {
    options.signal?.throwIfAborted();
    const said = `${child.said}\nWhether it was red before is not known: ${messageOf(error)}`;
    return { ...child, said };
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

async function upgradeAndTry(copy: string, options: RehearseOptions): Promise<Tried> {
  const bin = join(copy, "node_modules/osorganicai/dist/bin.js");
  if (!existsSync(bin))
    throw new Error("The version has no command line: osorganicai is not among the child's dependencies.");
  const args = [bin, "upgrade", "-C", copy, "--keep-going", "--json"];
  const upgraded = await run(copy, options, [process.execPath, ...args]);
  const result = parseResult(upgraded.stdout);
  if (result === undefined)
    throw new Error(`upgrade failed with exit code ${upgraded.exitCode}: ${upgraded.tail}`);
  return { place: options.place, ...readResult(result), ...(await tryScripts(copy, options)) };
}

/** A script of a child that says whether it is well. */
interface Script {
  readonly field: "typeCheck" | "tests";
  readonly name: string;
}

const scripts: readonly Script[] = [
  { field: "typeCheck", name: "check" },
  { field: "tests", name: "test" },
];

async function tryScripts(
  copy: string,
  options: RehearseOptions,
  isWanted: (script: Script) => boolean = () => true,
): Promise<Pick<RehearsedChild, "typeCheck" | "tests" | "said">> {
  const { environment } = options;
  const { command, arguments: before } = findProgram(findManager(copy).name, environment["npm_execpath"]);
  const { scripts: known = {} } = await readManifest(copy);
  const tried: Record<Script["field"], ScriptState> = { typeCheck: "none", tests: "none" };
  let said = "";
  for (const { field, name } of scripts.filter(isWanted)) {
    if (known[name] === undefined) continue;
    const { exitCode, tail } = await run(copy, options, [command, ...before, "run", name]);
    tried[field] = exitCode === 0 ? "green" : "red";
    if (exitCode !== 0) said ||= tail;
  }
  return { ...tried, ...(said !== "" && { said }) };
}

function run(
  copy: string,
  { environment, signal }: RehearseOptions,
  [program = "", ...args]: readonly string[],
): Promise<ProgramEnd> {
  return runInGroup({ program, args, directory: copy, environment, timeoutMs: TIMEOUT_MS, signal });
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
