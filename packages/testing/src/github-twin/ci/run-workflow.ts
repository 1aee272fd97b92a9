import { join } from "node:path";
import { systemClock } from "@osorganicai/core";
import type { CheckRun } from "../checks/check.ts";
import { saveCheckRun } from "../checks/save-check-run.ts";
import { evaluateCondition } from "./expand-expressions.ts";
import { finishCheck } from "./finish-check.ts";
import { githubValues } from "./github-values.ts";
import type { QueuedJob } from "./open-workflow.ts";
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

/** Runs the jobs of an opened workflow in order. */
export async function runWorkflow(scene: WorkflowScene, jobs: readonly QueuedJob[]): Promise<void> {
  const conclusions: Conclusions = new Map();
  for (const { planned, run } of jobs) await runPlanned(scene, planned, { run, conclusions });
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
