import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Forge } from "../forge/start-forge.ts";
import { runProgram } from "../run-program.ts";

const presets = join(import.meta.dirname, "..", "..", "..", "..", "renovate");
const redirectGitHub = join(import.meta.dirname, "redirect-github.ts");

/** One run of the bot over some repositories. */
export interface RenovateRun {
  /** Absolute path of Renovate's program. */
  readonly renovate: string;
  readonly forge: Forge;
  /** Address of the npm registry. */
  readonly registry: string;
  /** Which of ours its owner has chosen; with `hosted` it runs no commands. @default "self-hosted" */
  readonly preset?: "self-hosted" | "self-hosted-npm" | "hosted";
  /** `owner/name` of each. */
  readonly repositories: readonly string[];
  /** A folder of its own; between runs it keeps what a bot keeps. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs Renovate once, as whoever hosts it for a fleet would, or as the hosted app does: with this repository's presets, which the forge serves in
 * GitHub's place.
 * @returns its log, one JSON object a line
 */
export async function runRenovate(run: RenovateRun): Promise<string> {
  const config = join(run.folder, "bot.json");
  await writeFile(config, JSON.stringify(await configureBot(run)));
  return runProgram([process.execPath, "--import", redirectGitHub, run.renovate], {
    cwd: run.folder,
    environment: {
      ...run.environment,
      RENOVATE_CONFIG_FILE: config,
      RENOVATE_CACHE_DIR: join(run.folder, "cache"),
      RENOVATE_BASE_DIR: join(run.folder, "base"),
      FORGE_URL: run.forge.url,
      LOG_LEVEL: "debug",
      LOG_FORMAT: "json",
    },
  });
}

async function configureBot({
  forge,
  registry,
  repositories,
  preset = "self-hosted",
}: RenovateRun): Promise<object> {
  return {
    platform: "gitea",
    endpoint: forge.url,
    token: "unused",
    gitUrl: "ssh", // takes the address as it is: a file
    repositories,
    onboarding: false,
    requireConfig: "required",
    ...(preset !== "hosted" && {
      globalExtends: [`github>osorganicai/osorganicai//renovate/${preset}.json`],
      allowedCommands: await listCommands(preset),
    }),
    gitAuthor: "Renovate <renovate@example.invalid>",
    binarySource: "global",
    exposeAllEnv: true,
    npmrc: `registry=${registry}`,
    hostRules: [{ matchHost: "127.0.0.1", allowInternal: true }],
    // Third parties publish when they like, and a story ends the same way every day.
    packageRules: [
      { matchPackageNames: ["!@osorganicai/**", "!osorganicai", "!create-osorganicai"], enabled: false },
    ],
    fetchChangeLogs: "off",
    prHourlyLimit: 0,
    dependencyDashboard: false,
  };
}

/** The commands of the preset, as regular expressions that allow nothing else. */
async function listCommands(preset: string): Promise<readonly string[]> {
  const { packageRules } = JSON.parse(await readFile(join(presets, `${preset}.json`), "utf8")) as Preset;
  return packageRules
    .flatMap(({ postUpgradeTasks }) => postUpgradeTasks?.commands ?? [])
    .map((command) => `^${command.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

interface Preset {
  readonly packageRules: readonly { readonly postUpgradeTasks?: { readonly commands: readonly string[] } }[];
}
