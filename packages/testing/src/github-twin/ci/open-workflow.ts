import type { CheckRun } from "../checks/check.ts";
import { newCheckRun } from "../checks/new-check-run.ts";
import { openCheckSuite } from "../checks/open-check-suite.ts";
import { saveCheckRun } from "../checks/save-check-run.ts";
import type { PlannedJob } from "./plan-jobs.ts";
import type { Scene } from "./scene.ts";

/** A job and its check run. */
export interface QueuedJob {
  readonly planned: PlannedJob;
  readonly run: CheckRun;
}

/** The check suite of a workflow run with all its check runs, queued: without them it would end with its first job. */
export async function openWorkflow(
  { twin, repository, trigger }: Scene,
  jobs: readonly PlannedJob[],
): Promise<readonly QueuedJob[]> {
  const suite = await openCheckSuite(twin, repository, { app: twin.actions, headSha: trigger.sha });
  const queued = jobs.map((planned) => ({ planned, run: newCheckRun(twin, { suite, name: planned.name }) }));
  for (const { run } of queued) await saveCheckRun(twin, repository, run);
  return queued;
}
