import { join } from "node:path";
import { systemClock } from "@osorganicai/core";
import type { CheckRun } from "../checks/check.ts";
import { newCheckRun } from "../checks/new-check-run.ts";
import { openCheckSuite } from "../checks/open-check-suite.ts";
import { saveCheckRun } from "../checks/save-check-run.ts";
import { evaluateCondition } from "./expand-expressions.ts";
import { finishCheck } from "./finish-check.ts";
import { githubValues } from "./github-values.ts";
import type { PlannedJob } from "./plan-jobs.ts";
import { failedJob, type JobResult, runJob } from "./run-job.ts";
import type { Scene } from "./scene.ts";
import type { Workflow } from "./workflow.ts";

/** A workflow that has been started. */
export interface WorkflowScene extends Scene {
  readonly workflow: Workflow;
}

/** By id of the job; of several choices of a matrix the worst. */
type Conclusions = Map<string, JobResult["conclusion"]>;

/** Runs the jobs of a workflow in order. All check runs are there before the first, or the suite would end with it. */
export async function runWorkflow(scene: WorkflowScene, jobs: readonly PlannedJob[]): Promise<void> {
  const { twin, repository, trigger } = scene;
  const suite = await openCheckSuite(twin, repository, { app: twin.actions, headSha: trigger.sha });
  const queued = jobs.map((job) => ({ job, run: newCheckRun(twin, { suite, name: job.name }) }));
  for (const { run } of queued) await saveCheckRun(twin, repository, run);
  const conclusions: Conclusions = new Map();
  for (const { job, run } of queued) await runPlanned(scene, job, { run, conclusions });
}

async function runPlanned(
  scene: WorkflowScene,
  planned: PlannedJob,
  { run, conclusions }: { readonly run: CheckRun; readonly conclusions: Conclusions },
): Promise<void> {
  const { twin, repository, workflow } = scene;
  const { id, needs } = planned.job;
  const started: CheckRun = { ...run, status: "in_progress", startedAt: systemClock.now().toISOString() };
  await saveCheckRun(twin, repository, started);
  const succeeded = needs.every((need) => conclusions.get(need) === "success");
  const result = skipOrFail(planned, succeeded) ?? (await runInFolder(scene, planned, run.id));
  if (conclusions.get(id) !== "failure") conclusions.set(id, result.conclusion);
  await finishCheck(scene, started, { path: workflow.path, ...result });
}

/** Undefined: the job runs. */
function skipOrFail({ job }: PlannedJob, succeeded: boolean): JobResult | undefined {
  const output = { title: "Skipped", summary: "A job before it failed.", text: null };
  try {
    return evaluateCondition(job.condition, succeeded) ? undefined : { conclusion: "skipped", output };
  } catch (error) {
    return failedJob((error as Error).message);
  }
}

function runInFolder(scene: WorkflowScene, { job, matrix }: PlannedJob, id: number): Promise<JobResult> {
  const { twin, repository, trigger, workflow } = scene;
  const values = { ...githubValues(repository, workflow, trigger), ...matrix };
  const folder = join(twin.directory, "jobs", String(id));
  const env = { ...workflow.env, ...job.env };
  return runJob({ twin, repository, sha: trigger.sha, folder, values, env }, job);
}
