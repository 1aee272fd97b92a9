import type { Sandbox } from "@osorganicai/core";
import { quoteShell } from "../sandbox/quote-shell.ts";
import type { MonorepoPackage } from "./monorepo-package.ts";

/** Far more than for a command: whoever builds a monorepo is used to waiting. */
const TIMEOUT_MS = 600_000;

/**
 * Builds packages in a checkout, one after the other, up to the first that fails.
 * @returns what the one that failed printed, for whoever wonders why something is not there
 */
export async function runBuilds(
  sandbox: Sandbox,
  directory: string,
  packages: readonly MonorepoPackage[],
): Promise<string | undefined> {
  for (const { folder, build } of packages) {
    const command = `cd ${quoteShell(folder)} && ${build}`;
    const { exitCode, output } = await sandbox.run({ directory, command, timeoutMs: TIMEOUT_MS });
    if (exitCode !== 0)
      return `${folder} could not be built again: \`${build}\` ends with exit code ${exitCode}.\n${output.trimEnd()}\n\n`;
  }
  return undefined;
}
