import type { CommandResult, Workspace } from "@osorganicai/core";
import { changedPaths } from "../workspace/changed-paths.ts";
import type { ProjectCheck } from "./detect-checks.ts";
import { isTestPath } from "./is-test-path.ts";

/** One check as it ran. */
export interface CheckRun {
  readonly command: string;
  readonly exitCode: number;
  /** The end of what it printed. */
  readonly output: string;
  readonly durationMs: number;
}

/** What is known of a change once its checks ran twice. */
export interface Proof {
  /** Every check on the base commit plus the whole change. */
  readonly change: readonly CheckRun[];
  /** The tests on the base commit plus only the changed test files: at least one must fail. */
  readonly testsOnBase: readonly CheckRun[];
}

const MAX_OUTPUT = 4000;

/**
 * Red to green, on two fresh copies, so that nothing but the change set can make it pass.
 * The order is cheap first: a change that is not green is not worth its red run.
 */
export async function prove(workspace: Workspace, checks: readonly ProjectCheck[]): Promise<Proof> {
  const paths = await changedPaths(workspace);
  const change = await runOnBase(workspace, paths, checks);
  if (!allPass(change)) return { change, testsOnBase: [] };
  const tests = checks.filter(({ kind }) => kind === "test");
  return { change, testsOnBase: await runOnBase(workspace, paths.filter(isTestPath), tests) };
}

/** The checks on the base commit plus some of the changed paths. None: on the base commit itself. */
export async function runOnBase(
  workspace: Workspace,
  paths: readonly string[],
  checks: readonly ProjectCheck[],
): Promise<readonly CheckRun[]> {
  const copy = await workspace.onBase(paths);
  try {
    const runs: CheckRun[] = [];
    for (const { command } of checks) runs.push(toCheckRun(command, await copy.run(command)));
    return runs;
  } finally {
    await copy.close();
  }
}

/** Whether every check passed. */
export function allPass(runs: readonly CheckRun[]): boolean {
  return runs.every(({ exitCode }) => exitCode === 0);
}

/** Why a change is not proven, in sentences for the model; empty when it is. */
export function findGaps({ change, testsOnBase }: Proof): readonly string[] {
  const failed = change.filter(({ exitCode }) => exitCode !== 0);
  if (failed.length > 0)
    return failed.map(
      ({ command, exitCode, output }) => `\`${command}\` fails with exit code ${exitCode}:\n${output}`,
    );
  if (!allPass(testsOnBase)) return [];
  return [
    "The new tests pass on the base commit as well, without your change. So they prove nothing: test what the change brings.",
  ];
}

function toCheckRun(command: string, { exitCode, output, durationMs }: CommandResult): CheckRun {
  return { command, exitCode, output: output.slice(-MAX_OUTPUT), durationMs };
}
