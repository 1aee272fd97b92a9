import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { readVersion as readOwnVersion } from "create-osorganicai";
import { abandonWhenInterrupted } from "../abandon-when-interrupted.ts";
import { exitCodes } from "../exit-codes.ts";
import { UsageError } from "../run/usage-error.ts";
import { findPackage } from "./find-package.ts";

/** `osorganicai upgrade`. @param settle told what the process ends with */
export function addUpgradeCommand(program: Command, settle: (code: number) => void): void {
  program
    .command("upgrade")
    .description("bring this child to the version that is installed: codemods, managed files, SQL, prompts")
    .option("-C, --directory <folder>", "folder of the child", ".")
    .option("--to <range>", "first install this version of all our packages: 2.1.0, ^2, canary")
    .option("--latest", "the same as --to latest", false)
    .option(
      "--report <file>",
      "write the report there; conflicts and failures then end with 0, for `doctor` to tell",
    )
    .option("--keep-going", "do what can be done when a migration fails (with --report: always)", false)
    .option("--issues", "only open the issues of .osorganicai/todo, and run nothing else", false)
    .option(
      "--comment <branch>",
      "only write the report into that branch's pull request: one comment, kept up to date",
    )
    .option("--dry-run", "only say what would be done", false)
    .option("--json", "print one JSON object", false)
    .addHelpText("after", help)
    .action(async (flags: UpgradeFlags) => settle(await upgrade(flags)));
}

interface UpgradeFlags {
  readonly directory: string;
  readonly to?: string;
  readonly latest: boolean;
  readonly report?: string;
  readonly keepGoing: boolean;
  readonly issues: boolean;
  readonly comment?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const help = `
Example:
  osorganicai upgrade --latest          # no Renovate: bump, install, migrate
  osorganicai upgrade --report .osorganicai/UPGRADE.md   # after Renovate's bump

Files that you edited are merged; where that cannot be, yours stays and the rest waits in .osorganicai/incoming.
With GITHUB_TOKEN and GITHUB_REPOSITORY, what only an agent can do becomes an issue for your Developer.

Exit codes:
  0  everything is up to date now; with --report also when something needs you
  1  failed, e.g. a migration: nothing was written
  2  wrong usage, no child here, another upgrade of it is under way, its packages are not installed, or --to could not
     install the version
  4  done, but something needs you: a conflict, a refused file, a failed migration (--keep-going)
  130, 143  interrupted while installing: package.json and the lockfile are as they were
`;

async function upgrade(flags: UpgradeFlags): Promise<number> {
  const root = resolve(flags.directory);
  const to = flags.latest ? "latest" : flags.to;
  if (flags.latest && flags.to !== undefined)
    throw new UsageError("--latest and --to say the same. Give one of them.");
  if (flags.issues) return openIssuesOf(root);
  if (flags.comment !== undefined) return commentOn(root, flags.comment);
  if (to !== undefined) return upgradeTo(root, to, flags);
  const installed = findInstalled(root);
  // Only the version that is installed knows what it needs.
  if (installed.version !== readOwnVersion()) return runInstalled(installed.bin, root, flags);
  const { runUpgrade } = await import("./run-upgrade.ts");
  const result = await runUpgrade({ root, ...flags });
  return exitCodeOf(result, flags);
}

async function openIssuesOf(root: string): Promise<number> {
  const { runIssues } = await import("./run-upgrade.ts");
  await runIssues(root);
  return exitCodes.ok;
}

async function commentOn(root: string, branch: string): Promise<number> {
  const { runComment } = await import("./run-upgrade.ts");
  await runComment(root, branch);
  return exitCodes.ok;
}

function exitCodeOf({ needsYou }: { readonly needsYou: boolean }, { report, dryRun }: UpgradeFlags): number {
  return needsYou && report === undefined && !dryRun ? exitCodes.needsYou : exitCodes.ok;
}

async function upgradeTo(root: string, to: string, flags: UpgradeFlags): Promise<number> {
  if (flags.dryRun)
    throw new UsageError("--dry-run installs nothing, so it cannot go with --to or --latest.");
  findInstalled(root);
  const { installVersion } = await import("./install-version.ts");
  const { recordCurrentPrompts } = await import("./run-upgrade.ts");
  await recordCurrentPrompts(root);
  const version = await abandonWhenInterrupted("package.json is as it was", (signal) =>
    installVersion({ root, to, environment: process.env, signal }),
  );
  if (!flags.json) process.stderr.write(`Installed ${version}.\n`);
  return runInstalled(findInstalled(root).bin, root, flags);
}

interface InstalledCli {
  readonly version: string;
  /** Absolute. */
  readonly bin: string;
}

function findInstalled(root: string): InstalledCli {
  if (!existsSync(join(root, ".osorganicai/lock.json")))
    throw new UsageError(
      `${root} is no child: it has no .osorganicai/lock.json. Make one: osorganicai spawn <folder>.`,
    );
  const folder = findPackage(root, "osorganicai");
  if (folder === undefined)
    throw new UsageError(`osorganicai is not installed in ${root}. Install the child's packages first.`);
  return { version: readVersion(folder), bin: join(folder, "dist", "bin.js") };
}

async function runInstalled(
  bin: string,
  root: string,
  { report, keepGoing, dryRun, json }: UpgradeFlags,
): Promise<number> {
  const switches = Object.entries({ "--keep-going": keepGoing, "--dry-run": dryRun, "--json": json });
  const flags = switches.filter(([, isOn]) => isOn).map(([name]) => name);
  const args = [bin, "upgrade", "-C", root, ...flags, ...(report === undefined ? [] : ["--report", report])];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? exitCodes.failed;
}

function readVersion(folder: string): string {
  const manifest = readFileSync(join(folder, "package.json"), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
