import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";

/**
 * Runs git on a few texts, in a folder of their own and without a shell. Neither the user's configuration nor a repository
 * around may change what comes out.
 * @throws OSOrganicError `upgrade_conflict` when there is no git, or when it cannot even try
 */
export function runInFolder(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): { readonly status: number; readonly stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), "osorganicai-git-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stdout, error } = spawnSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: environment(),
    });
    if (error === undefined && status !== null && status < 128) return { status, stdout };
    throw new OSOrganicError(
      "upgrade_conflict",
      `Edited files cannot be compared, because \`git ${args[0]}\` does not run here. Install git and try again.`,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return {
    ...(PATH !== undefined && { PATH }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CEILING_DIRECTORIES: tmpdir(),
  };
}
