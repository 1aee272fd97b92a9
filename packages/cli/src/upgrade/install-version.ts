import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import semver from "semver";
import { UsageError } from "../run/usage-error.ts";
import { isOurs } from "./open-release.ts";

/** What a child's package manager is called, and how it installs what `package.json` says, whatever its lockfile says. */
interface Manager {
  readonly name: string;
  readonly install: readonly string[];
  /** Asks the registry. */
  readonly view: readonly string[];
}

const managers: Readonly<Record<string, Manager & { readonly lockfile: readonly string[] }>> = {
  pnpm: { name: "pnpm", lockfile: ["pnpm-lock.yaml"], install: ["install", "--no-frozen-lockfile"], view: ["view"] },
  yarn: { name: "yarn", lockfile: ["yarn.lock"], install: ["install", "--no-immutable"], view: [] },
  bun: { name: "bun", lockfile: ["bun.lock", "bun.lockb"], install: ["install", "--no-frozen-lockfile"], view: [] },
  npm: { name: "npm", lockfile: ["package-lock.json"], install: ["install"], view: ["view"] },
};

/** What a child is brought to. */
export interface VersionRequest {
  readonly root: string;
  /** A version, a range, or a tag: `2.1.0`, `^2`, `latest`. */
  readonly to: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Writes the version into `package.json`, for all packages of ours, and installs. When that fails, `package.json` and the
 * lockfile are as they were.
 * @returns the version
 * @throws UsageError when nothing fits; OSOrganicError `environment_invalid` when installing fails
 */
export async function installVersion(request: VersionRequest): Promise<string> {
  const { root } = request;
  const manager = findManager(root);
  const version = await findVersion(request, manager);
  const kept = ["package.json", ...manager.lockfile].map((name) => keep(join(root, name)));
  bumpRanges(join(root, "package.json"), version);
  const failure = await run(request, manager.name, manager.install);
  if (failure === undefined) return version;
  for (const putBack of kept) putBack();
  throw new OSOrganicError(
    "environment_invalid",
    `\`${manager.name} ${manager.install.join(" ")}\` failed, so package.json is as it was:\n${failure}`,
  );
}

/** What `package.json` names, or whose lockfile is there. */
export function findManager(root: string): Manager & { readonly lockfile: readonly string[] } {
  const { packageManager = "" } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly packageManager?: string;
  };
  const named = managers[packageManager.split("@")[0] ?? ""];
  const found = Object.values(managers).find(({ lockfile }) => lockfile.some((name) => existsSync(join(root, name))));
  const manager = named ?? found ?? managers["npm"];
  if (manager === undefined) throw new UsageError("There is no package manager.");
  return manager;
}

async function findVersion({ root, to, environment }: VersionRequest, manager: Manager): Promise<string> {
  if (semver.valid(to) !== null) return to;
  const program = manager.view.length > 0 ? manager.name : "npm";
  const answer = await new Promise<string>((resolve, reject) => {
    const args = ["view", `osorganicai@${to}`, "version", "--json"];
    execFile(program, args, { cwd: root, env: environment, timeout: 60_000 }, (error, stdout, stderr) =>
      error ? reject(new UsageError(`The registry does not know osorganicai@${to}: ${lastLine(stderr || stdout)}`)) : resolve(stdout),
    );
  });
  const versions = [JSON.parse(answer || "[]") as string | string[]].flat();
  const newest = versions.filter((version) => semver.valid(version)).toSorted(semver.compare).at(-1);
  if (newest !== undefined) return newest;
  throw new UsageError(`No version of osorganicai fits ${to}. Name another with --to, or take --latest.`);
}

/** A snapshot has no successors that a range could mean. */
function bumpRanges(path: string, version: string): void {
  const text = readFileSync(path, "utf8");
  const range = semver.prerelease(version) ? version : `^${version}`;
  // By text, so that nothing else in the file is formatted otherwise.
  const bumped = text.replace(/"([^"]+)"(\s*:\s*)"([^"]+)"/g, (entry, name: string, colon: string, old: string) =>
    isOurs(name) && semver.validRange(old) !== null ? `"${name}"${colon}"${range}"` : entry,
  );
  writeFileSync(path, bumped);
}

function keep(path: string): () => void {
  const content = existsSync(path) ? readFileSync(path) : undefined;
  return () => {
    if (content !== undefined) writeFileSync(path, content);
  };
}

/** @returns the last of what it said when it failed */
async function run({ root, environment }: VersionRequest, program: string, args: readonly string[]): Promise<string | undefined> {
  const said: string[] = [];
  const child = spawn(program, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const [code] = (await Promise.race([
    once(child, "close"),
    once(child, "error").then(([error]) => [String(error)]),
  ])) as [number | string | null];
  return code === 0 ? undefined : `${said.join("").trim().split("\n").slice(-10).join("\n")}${typeof code === "string" ? code : ""}`;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
