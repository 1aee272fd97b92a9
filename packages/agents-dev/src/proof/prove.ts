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
  /** The tests as the base commit has them, on the change without its test files. Red: it alters what they pin down. */
  readonly baseTests: readonly CheckRun[];
}

const MAX_OUTPUT = 4000;

/**
 * Red to green, on three fresh copies, so that nothing but the change set can make it pass. A red result makes the
 * later runs needless: nothing is proven then.
 */
export async function prove(workspace: Workspace, checks: readonly ProjectCheck[]): Promise<Proof> {
  const paths = await changedPaths(workspace);
  const tests = checks.filter(({ kind }) => kind === "test");
  const change = await runOnBase(workspace, paths, checks);
  if (!allPass(change)) return { change, testsOnBase: [], baseTests: [] };
  const testsOnBase = await runOnBase(workspace, paths.filter(isTestPath), tests);
  if (allPass(testsOnBase)) return { change, testsOnBase, baseTests: [] };
  const withoutTests = paths.filter((path) => !isTestPath(path));
  return { change, testsOnBase, baseTests: await runOnBase(workspace, withoutTests, tests) };
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

/**
 * Why a change is not proven, in sentences for the model; empty when it is.
 * @param alteredTests paths of test files of the base commit that the change alters: only they may be why tests of the
 *   base commit fail now
 */
export function findGaps(
  { change, testsOnBase, baseTests }: Proof,
  alteredTests: readonly string[],
): readonly string[] {
  if (!allPass(change)) return change.filter(hasFailed).map(describeFailure);
  if (allPass(testsOnBase))
    return [
      "The new tests pass on the base commit as well, without your change. So they prove nothing: test what the change brings.",
    ];
  if (allPass(baseTests) || alteredTests.length > 0) return [];
  return baseTests
    .filter(hasFailed)
    .map(
      (run) =>
        `The tests that were there fail without your new files in test folders. Keep what the product needs, and what changes how tests run, out of those. ${describeFailure(run)}`,
    );
}

function hasFailed({ exitCode }: CheckRun): boolean {
  return exitCode !== 0;
}

function describeFailure({ command, exitCode, output }: CheckRun): string {
  return `\`${command}\` fails with exit code ${exitCode}:\n${output}`;
}

function toCheckRun(command: string, { exitCode, output, durationMs }: CommandResult): CheckRun {
  return { command, exitCode, output: output.slice(-MAX_OUTPUT), durationMs };
}
