import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { EnvironmentVariables } from "@osorganicai/instance";
import { findProgram } from "create-osorganicai";
import { UsageError } from "../../run/usage-error.ts";
import { findManager, installVersion } from "../../upgrade/install-version.ts";
import { findChildren } from "../folder/find-children.ts";
import { mapInParallel } from "../map-in-parallel.ts";
import { askForTarballs, findTarballs } from "./install-tarballs.ts";
import type { RehearsalReport, RehearsedChild } from "./rehearsal-report.ts";
import { rehearseChild } from "./rehearse-child.ts";
import { runInGroup } from "./run-in-group.ts";

/** What `osorganicai fleet rehearse` was asked for. */
export interface RehearseFleetOptions {
  readonly folder: string;
  /** A version, a range or a tag of the registry, or a folder of packed packages. */
  readonly version: string;
  /** How many children at most. */
  readonly limit: number;
  readonly environment: EnvironmentVariables;
  /** Milliseconds, from any moment on. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Told of each child as it is done. */
  readonly onChild?: (child: RehearsedChild) => void;
  /** Installs the version in a copy. @default with the child's own package manager */
  readonly install?: (copy: string) => Promise<void>;
  /** Installs in a copy what the child has now. @default with the child's own package manager */
  readonly installAsIs?: (copy: string) => Promise<void>;
}

/** Installing and type-checking already use more than one processor. */
const AT_ONCE = 2;
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/** Upgrades copies of a fleet's children and says what would happen. The children stay as they are. @throws UsageError */
export async function rehearseFleet(options: RehearseFleetOptions): Promise<RehearsalReport> {
  const { version, limit, environment, now, signal, onChild } = options;
  const root = resolve(options.folder);
  const { folders } = await findChildren(root).catch(() => {
    throw new UsageError(`${root} cannot be read. Name a folder with children in it.`);
  });
  if (folders.length === 0) throw new UsageError(`There is no child below ${root}.`);
  const withoutSecrets = keepPublic(environment);
  const install = options.install ?? createInstall(options);
  const installAsIs = options.installAsIs ?? ((copy: string) => installCopy(copy, options));
  const children = await mapInParallel(folders.slice(0, limit), AT_ONCE, async (folder) => {
    const place = relative(root, folder) || ".";
    const child = await rehearseChild({
      place,
      folder,
      install,
      installAsIs,
      environment: withoutSecrets,
      now,
      ...(signal && { signal }),
    });
    onChild?.(child);
    return child;
  });
  return summarize(version, children);
}

/** Tarballs are asked for by their path, in place of what a registry would have. */
function createInstall(options: RehearseFleetOptions): (copy: string) => Promise<void> {
  const { version, environment } = options;
  if (!existsSync(version))
    return async (copy) => void (await installVersion({ root: copy, to: version, environment }));
  const tarballs = findTarballs(version);
  return async (copy) => {
    askForTarballs(copy, tarballs);
    await installCopy(copy, options);
  };
}

/** What the copy's manifest and lockfile ask for. */
async function installCopy(copy: string, { environment, signal }: RehearseFleetOptions): Promise<void> {
  const { name, install } = findManager(copy);
  const { command: program, arguments: before } = findProgram(name, environment["npm_execpath"]);
  const run = { program, args: [...before, ...install], directory: copy, environment, signal };
  const { exitCode, tail } = await runInGroup({ ...run, timeoutMs: INSTALL_TIMEOUT_MS });
  if (exitCode !== 0) throw new Error(`${name} ${install.join(" ")} failed: ${tail}`);
}

/** A child's tests, and code that an upgrade brings, need no secret of whoever rehearses. */
function keepPublic(environment: EnvironmentVariables): EnvironmentVariables {
  const secret = /SECRET|TOKEN|KEY|PASSWORD|PASSWD|CREDENTIAL|DATABASE_URL|AUTH/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secret.test(name)));
}

function summarize(version: string, children: readonly RehearsedChild[]): RehearsalReport {
  const sum = (count: (child: RehearsedChild) => number) =>
    children.reduce((total, child) => total + count(child), 0);
  const conflicts = sum((child) => child.conflicts.length);
  const misses = sum((child) => child.missed.length);
  const isRed = ({ problem, typeCheck, tests }: RehearsedChild) =>
    problem !== undefined || typeCheck === "red" || tests === "red";
  const wasRed = ({ typeCheck, tests }: RehearsedChild) => [typeCheck, tests].includes("red_before");
  const red = sum((child) => Number(isRed(child)));
  const redBefore = sum((child) => Number(!isRed(child) && wasRed(child)));
  const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  const summary = `${counted(children.length, "child", "children")}: ${counted(conflicts, "conflict", "conflicts")} / ${counted(misses, "codemod miss", "codemod misses")} / ${red} red${redBefore > 0 ? ` / ${redBefore} red before` : ""}`;
  return { version, summary, conflicts, misses, red, redBefore, children };
}
