import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where pnpm is run, and until when. */
export interface PnpmRun {
  readonly cwd: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs the repository's own version of pnpm. Whoever was started by pnpm has it on the PATH; `npx`, which everybody has, takes
 * seconds, asks one after the other, and waits a minute for one that was killed.
 * @param root the repository, which names the version
 * @returns what it printed
 */
export async function runPnpm(
  root: string,
  flags: readonly string[],
  { cwd, signal }: PnpmRun,
): Promise<string> {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const environment = withoutTraces(process.env);
  const [program, ...first] = (await isOnPath(packageManager, cwd))
    ? ["pnpm"]
    : ["npx", "-y", packageManager];
  const options = { cwd, env: environment, ...(signal && { signal }) };
  return (await run(program, [...first, ...flags], options)).stdout;
}

async function isOnPath(packageManager: string, cwd: string): Promise<boolean> {
  try {
    return `pnpm@${(await run("pnpm", ["--version"], { cwd })).stdout.trim()}` === packageManager;
  } catch {
    return false;
  }
}

/** For `npx`: what it compiles is not left behind among temporary files. */
function withoutTraces(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, NODE_DISABLE_COMPILE_CACHE: "1" };
}
