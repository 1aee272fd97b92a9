import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import type { Child } from "../child/open-child.ts";
import { runProgram } from "../run-program.ts";

/** A job of a child's own workflow. */
export interface JobRun {
  readonly child: Child;
  readonly job: string;
  /** What the job's steps get from GitHub, and everything else of the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs a job's scripts as GitHub would, in order; its actions are left out. `npx -y pnpm@…` is the pnpm that is there, and `gh`
 * only remembers what it was asked.
 * @returns the arguments of each call of `gh`
 */
export async function runJob({ child, job, environment }: JobRun): Promise<readonly string[]> {
  const { jobs } = parse(await child.read(".github/workflows/osorganicai.yml")) as Workflow;
  const shims = join(child.folder, "..", "shims");
  const calls = join(shims, "gh-calls");
  await mkdir(shims, { recursive: true });
  await writeFile(calls, "");
  await writeShim(shims, "gh", `echo "$@" >> ${calls}`);
  await writeShim(shims, "npx", npx);
  const env = { ...environment, PATH: `${shims}${delimiter}${environment["PATH"]}` };
  for (const { run } of jobs[job]?.steps ?? [])
    if (run)
      await runProgram(["bash", "-e", "-o", "pipefail", "-c", run], { cwd: child.folder, environment: env });
  return (await readFile(calls, "utf8")).trim().split("\n");
}

/** `npx --no <program>` runs what is installed. */
const npx = `if [ "$1" = --no ]; then program=$2; shift 2; exec "./node_modules/.bin/$program" "$@"; fi
shift 2
exec pnpm "$@"`;

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

async function writeShim(folder: string, name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}
