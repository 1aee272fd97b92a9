import {
  type AcceptanceCriterion,
  type AgentTool,
  type CriterionTests,
  defineTool,
  findRefusals,
  type Workspace,
} from "@osorganicai/core";
import { z } from "zod";
import type { ProjectCheck } from "../proof/detect-checks.ts";
import { findUntestedCriteria } from "../proof/find-untested-criteria.ts";
import { findWeakenedTests, type TestFileChange } from "../proof/find-weakened-tests.ts";
import { isTestPath } from "../proof/is-test-path.ts";
import { type CheckRun, findGaps, prove, runOnBase } from "../proof/prove.ts";
import { changedPaths } from "../workspace/changed-paths.ts";
import type { DurableWorkspace } from "../workspace/durable-workspace.ts";

/** What a change has to satisfy. */
export interface Requirements {
  readonly criteria: readonly AcceptanceCriterion[];
  readonly checks: readonly ProjectCheck[];
}

/** A change that passed every gate: what the pull request is made of. */
export interface ProvenChange {
  readonly summary: string;
  readonly criteria: readonly CriterionTests[];
  readonly checks: readonly Omit<CheckRun, "output">[];
  readonly testsOnBase: readonly Omit<CheckRun, "output">[];
}

/** How the model tries its change and hands it in. */
export function proofTools(workspace: DurableWorkspace, requirements: Requirements): readonly AgentTool[] {
  return [runChecks(workspace, requirements), submitChange(workspace, requirements)];
}

function runChecks(workspace: DurableWorkspace, { checks }: Requirements): AgentTool {
  return defineTool({
    name: "run_checks",
    description: "Runs the project's own checks on your change.",
    input: z.object({}),
    run: async () => {
      const files = await workspace.files();
      const runs = await runOnBase(files, await changedPaths(files), checks);
      return {
        text: runs
          .map(({ command, exitCode, output }) => `$ ${command}\n${output}\n[exit code ${exitCode}]`)
          .join("\n\n"),
      };
    },
  });
}

function submitChange(workspace: DurableWorkspace, { criteria, checks }: Requirements): AgentTool {
  return defineTool({
    name: "submit_change",
    description:
      "Hands the change in. It is accepted when every acceptance criterion has a test, the checks pass, and the new tests fail without the change.",
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
    run: async ({ summary, criteria: claimed }) => {
      const files = await workspace.files();
      const mapping = claimed.map(({ id, tests }) => ({ criterionId: id, tests }));
      const objections = await findObjections(files, criteria, mapping);
      if (objections.length > 0) return refused(objections);
      const proof = await prove(files, checks);
      const gaps = findGaps(proof);
      if (gaps.length > 0) return refused(gaps);
      const proven: ProvenChange = {
        summary,
        criteria: mapping,
        checks: proof.change.map(withoutOutput),
        testsOnBase: proof.testsOnBase.map(withoutOutput),
      };
      return { text: "Accepted.", done: true, value: proven };
    },
  });
}

/** Everything that can be objected to without running anything. */
async function findObjections(
  files: Workspace,
  criteria: readonly AcceptanceCriterion[],
  mapping: readonly CriterionTests[],
): Promise<readonly string[]> {
  const changeSet = await files.changeSet();
  const tests = await testFileChanges(
    files,
    changeSet.changes.map(({ path }) => path),
  );
  return [
    ...findRefusals(changeSet).map(({ path, reason }) => (path ? `${path}: ${reason}` : reason)),
    ...findWeakenedTests(tests),
    ...findUntestedCriteria({ criteria, mapping, testSources: tests.flatMap(({ after }) => after ?? []) }),
  ];
}

async function testFileChanges(
  files: Workspace,
  paths: readonly string[],
): Promise<readonly TestFileChange[]> {
  const base = await files.onBase([]);
  try {
    const changes: TestFileChange[] = [];
    for (const path of paths.filter(isTestPath))
      changes.push({ path, before: await textOf(base, path), after: await textOf(files, path) });
    return changes;
  } finally {
    await base.close();
  }
}

async function textOf(files: Workspace, path: string): Promise<string | undefined> {
  return (await files.list()).includes(path) ? files.read(path).catch(() => undefined) : undefined;
}

function refused(reasons: readonly string[]): { readonly text: string } {
  return { text: `Not accepted yet.\n\n${reasons.map((reason) => `- ${reason}`).join("\n")}` };
}

function withoutOutput({ command, exitCode, durationMs }: CheckRun): Omit<CheckRun, "output"> {
  return { command, exitCode, durationMs };
}
