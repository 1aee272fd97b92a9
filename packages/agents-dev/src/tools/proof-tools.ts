import {
  type AcceptanceCriterion,
  type CriterionTests,
  findManifestRefusals,
  findRefusals,
} from "@osorganicai/core";
import { z } from "zod";
import { parseScripts } from "../proof/detect-checks.ts";
import { findChangedRunners } from "../proof/find-changed-runners.ts";
import { findUntestedCriteria } from "../proof/find-untested-criteria.ts";
import { findWeakenedTests } from "../proof/find-weakened-tests.ts";
import { isTestPath } from "../proof/is-test-path.ts";
import { allPass, type CheckRun, findGaps, prove, runOnBase } from "../proof/prove.ts";
import { changedPaths } from "../workspace/changed-paths.ts";
import { type Change, readChange } from "../workspace/read-change.ts";
import { type DeveloperTool, developerTool } from "./developer-tool.ts";

/** A change that passed every gate: what the pull request is made of. */
export interface ProvenChange {
  readonly summary: string;
  readonly criteria: readonly CriterionTests[];
  readonly checks: readonly Omit<CheckRun, "output">[];
  readonly testsOnBase: readonly Omit<CheckRun, "output">[];
  /**
   * Tests that were there and that the change altered, when they fail with the change as they were: it alters what they
   * pinned down, so a human has to look. Empty when they pass.
   */
  readonly changedTests: readonly string[];
}

const runChecks = developerTool(
  {
    name: "run_checks",
    description: "Runs the project's own checks on your change.",
    answers: "For each check: `$ <command>`, what it printed, `[exit code <n>]`.",
    input: z.object({}),
  },
  async ({ workspace, checks }) => {
    const files = await workspace.files();
    const runs = await runOnBase(files, await changedPaths(files), checks);
    return {
      text: runs
        .map(({ command, exitCode, output }) => `$ ${command}\n${output}\n[exit code ${exitCode}]`)
        .join("\n\n"),
    };
  },
);

const submitChange = developerTool(
  {
    name: "submit_change",
    description:
      "Hands the change in. It is accepted when every acceptance criterion has a test, the checks pass, and the new tests fail without the change.",
    answers: "`Accepted.`, which ends the work, or `Not accepted yet.` and a list of what is missing.",
    input: z.object({
      summary: z.string().trim().min(1).describe("what was changed and why, for the pull request"),
      criteria: z
        .array(
          z.object({
            id: z.string().describe("AC1, AC2, …"),
            tests: z.array(z.string().min(1)).min(1).describe("names of tests, exactly as in the code"),
          }),
        )
        .describe("which tests show that each acceptance criterion holds"),
    }),
  },
  async ({ workspace, criteria, checks }, { summary, criteria: claimed }) => {
    const files = await workspace.files();
    const mapping = claimed.map(({ id, tests }) => ({ criterionId: id, tests }));
    const change = await readChange(files);
    const packageJson = await files.read("package.json").catch(() => undefined);
    const objections = [
      ...findObjections(change, criteria, mapping),
      ...findChangedRunners({
        commands: checks.map(({ command }) => command),
        scripts: parseScripts(packageJson),
        paths: change.changeSet.changes.map(({ path }) => path),
      }),
    ];
    if (objections.length > 0) return refused(objections);
    const proof = await prove(files, checks);
    const alteredTests = change.existing.filter(isTestPath);
    const gaps = findGaps(proof, alteredTests);
    if (gaps.length > 0) return refused(gaps);
    const proven: ProvenChange = {
      summary,
      criteria: mapping,
      checks: proof.change.map(withoutOutput),
      testsOnBase: proof.testsOnBase.map(withoutOutput),
      changedTests: allPass(proof.baseTests) ? [] : alteredTests,
    };
    return { text: "Accepted.", done: true, value: proven };
  },
);

/** How the model tries its change and hands it in. */
export const proofTools: readonly DeveloperTool[] = [runChecks, submitChange];

/** Everything that can be objected to without running anything. */
function findObjections(
  { changeSet, versions }: Change,
  criteria: readonly AcceptanceCriterion[],
  mapping: readonly CriterionTests[],
): readonly string[] {
  const testFiles = versions.flatMap(({ path, after: text }) =>
    isTestPath(path) && text !== undefined ? [{ path, text }] : [],
  );
  return [
    ...[...findRefusals(changeSet), ...findManifestRefusals(versions)].map(({ path, reason }) =>
      path ? `${path}: ${reason}` : reason,
    ),
    ...findWeakenedTests(versions),
    ...findUntestedCriteria({ criteria, mapping, testFiles }),
  ];
}

function refused(reasons: readonly string[]): { readonly text: string } {
  return { text: `Not accepted yet.\n\n${reasons.map((reason) => `- ${reason}`).join("\n")}` };
}

function withoutOutput({ command, exitCode, durationMs }: CheckRun): Omit<CheckRun, "output"> {
  return { command, exitCode, durationMs };
}
