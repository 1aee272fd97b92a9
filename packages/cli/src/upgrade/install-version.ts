import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import { findProgram } from "create-osorganicai";
import semver from "semver";
import { UsageError } from "../run/usage-error.ts";
import { findPackage } from "./find-package.ts";
import { isOurs } from "./open-release.ts";

/** A package manager, and how it installs what `package.json` says, whatever its lockfile says. */
interface Manager {
  readonly name: "pnpm" | "npm" | "yarn" | "bun";
  readonly lockfiles: readonly string[];
  readonly install: readonly string[];
}

const managers: readonly Manager[] = [
  { name: "pnpm", lockfiles: ["pnpm-lock.yaml"], install: ["install", "--no-frozen-lockfile"] },
  { name: "yarn", lockfiles: ["yarn.lock"], install: ["install", "--no-immutable"] },
  { name: "bun", lockfiles: ["bun.lock", "bun.lockb"], install: ["install", "--no-frozen-lockfile"] },
];
const npm: Manager = { name: "npm", lockfiles: ["package-lock.json"], install: ["install"] };

/** What a child is brought to. */
export interface VersionRequest {
  readonly root: string;
  /** A version, a range, or a tag: `2.1.0`, `^2`, `latest`. */
  readonly to: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted: the installation ends, and what was written is taken back. */
  readonly signal?: AbortSignal;
}

/**
 * Writes the version into `package.json`, for all packages of ours, and installs. When that fails, or another version is
 * there afterwards, `package.json` and the lockfile are as they were.
 * @returns the version that is installed
 * @throws UsageError when nothing fits; OSOrganicError `environment_invalid` when installing fails
 */
export async function installVersion(request: VersionRequest): Promise<string> {
  const { root } = request;
  const manager = findManager(root);
  const version = await findVersion(request, manager);
  const kept = ["package.json", ...manager.lockfiles].map((name) => keep(join(root, name)));
  const putBack = () => kept.forEach((putOneBack) => putOneBack());
  request.signal?.addEventListener("abort", putBack); // Nobody waits for the package manager's end then.
  // A snapshot has no successors that a range could mean.
  const range = semver.prerelease(version) ? version : `^${version}`;
  bumpRanges(join(root, "package.json"), range);
  const failure = await run(request, manager.name, manager.install);
  request.signal?.removeEventListener("abort", putBack);
  const installed = readInstalled(root);
  if (failure === undefined && installed !== undefined && semver.satisfies(installed, range))
    return installed;
  putBack();
  const command = `\`${manager.name} ${manager.install.join(" ")}\``;
  throw new OSOrganicError(
    "environment_invalid",
    failure === undefined
      ? `${command} left osorganicai at ${installed ?? "no version"}, not ${version}, so package.json is as it was. Where its version stands (\`catalog:\`, overrides), write ${range}, install, and upgrade without --to.`
      : `${command} failed, so package.json is as it was:\n${failure}`,
  );
}

/** What `package.json` names, or whose lockfile is there. */
export function findManager(root: string): Manager {
  const { packageManager = "" } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly packageManager?: string;
  };
  const named = managers.find(({ name }) => packageManager.startsWith(`${name}@`));
  const hasLockfile = ({ lockfiles }: Manager) => lockfiles.some((name) => existsSync(join(root, name)));
  return named ?? managers.find(hasLockfile) ?? npm;
}

/** pnpm and npm ask the registry that the child's `.npmrc` names; npm asks for the other two. */
async function findVersion(request: VersionRequest, { name }: Manager): Promise<string> {
  const { to } = request;
  if (semver.valid(to) !== null) return to;
  const said: string[] = [];
  const view = ["view", `osorganicai@${to}`, "version", "--json"];
  const failure = await run(request, name === "pnpm" ? name : "npm", view, said);
  if (failure !== undefined) throw new UsageError(`The registry does not know osorganicai@${to}: ${failure}`);
  const versions = [JSON.parse(said.join("") || "[]") as string | string[]].flat();
  const newest = versions
    .filter((version) => semver.valid(version))
    .toSorted(semver.compare)
    .at(-1);
  if (newest !== undefined) return newest;
  throw new UsageError(`No version of osorganicai fits ${to}. Name another with --to, or take --latest.`);
}

/** Leaves what is no range, e.g. `catalog:`, to where its version stands. */
function bumpRanges(path: string, range: string): void {
  const text = readFileSync(path, "utf8");
  // By text, so that nothing else in the file is formatted otherwise.
  const bumped = text.replace(
    /"([^"]+)"(\s*:\s*)"([^"]+)"/g,
    (entry, name: string, colon: string, old: string) =>
      isOurs(name) && semver.validRange(old) !== null ? `"${name}"${colon}"${range}"` : entry,
  );
  writeFileSync(path, bumped);
}

function readInstalled(root: string): string | undefined {
  const folder = findPackage(root, "osorganicai");
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return version;
}

function keep(path: string): () => void {
  const content = existsSync(path) ? readFileSync(path) : undefined;
  return () => {
    if (content === undefined) rmSync(path, { force: true });
    else writeFileSync(path, content);
  };
}

/**
 * @param stdout gets what it says there
 * @returns the last of what it said when it failed
 */
async function run(
  { root, environment, signal }: VersionRequest,
  name: Manager["name"],
  args: readonly string[],
  stdout: string[] = [],
): Promise<string | undefined> {
  const [starter] = (environment["npm_config_user_agent"] ?? "").split("/");
  const program = findProgram(name, starter === name ? environment["npm_execpath"] : undefined);
  const { command, arguments: first } = program;
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  const said: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => stdout.push(text) && said.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
  });
  return failure && `${said.join("").trim().split("\n").slice(-10).join("\n")} (${failure})`;
}
