import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { systemPath } from "../system-path.ts";

const execute = promisify(execFile);

/**
 * Removes a folder that sandboxed code has worked in: with the system's own tools, because they cope with paths longer
 * than the kernel takes at once, and never follow links.
 */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await run("rm", ["-rf", "--", folder]);
  } catch {
    // A folder without permissions cannot be emptied, not even by its owner.
    await run("chmod", ["-R", "u+rwX", "--", folder]).catch(() => {});
    await run("rm", ["-rf", "--", folder]);
  }
}

async function run(tool: string, args: readonly string[]): Promise<void> {
  await execute(tool, args, { env: { PATH: systemPath } });
}
