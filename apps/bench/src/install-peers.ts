import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Installs what we are compared with, outside of the workspace: no user needs it.
 * @param peers `name@version`
 * @returns the folder that has `node_modules`
 */
export async function installPeers(folder: string, peers: readonly string[]): Promise<string> {
  const tools = join(folder, "tools");
  await mkdir(tools);
  await writeFile(join(tools, "package.json"), '{ "private": true }\n');
  const flags = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  await promisify(execFile)("npm", ["install", ...flags, ...peers], { cwd: tools });
  return tools;
}
