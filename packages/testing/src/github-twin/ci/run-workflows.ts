import { newCheckRun } from "../checks/new-check-run.ts";
import { openCheckSuite } from "../checks/open-check-suite.ts";
import { findWorkflows } from "./find-workflows.ts";
import { finishCheck } from "./finish-check.ts";
import { matchWorkflow } from "./match-workflow.ts";
import { openWorkflow } from "./open-workflow.ts";
import { parseWorkflow } from "./parse-workflow.ts";
import { planJobs } from "./plan-jobs.ts";
import { failedJob } from "./run-job.ts";
import { runWorkflow } from "./run-workflow.ts";
import type { Scene } from "./scene.ts";
import type { Workflow } from "./workflow.ts";
import { WorkflowFault } from "./workflow-fault.ts";

/**
 * Runs every workflow of a commit that an event starts: one check suite each, with one check run per job. All suites are
 * open before the first job runs, as on GitHub: or a commit would look checked between two workflows.
 */
export async function runWorkflows(scene: Scene): Promise<void> {
  const { repository, trigger } = scene;
  const opened: (() => Promise<void>)[] = [];
  for (const { path, text } of await findWorkflows(repository.git, trigger.sha)) {
    try {
      opened.push(await openIfStarted(scene, parseWorkflow(path, text)));
    } catch (error) {
      if (!(error instanceof WorkflowFault)) throw error;
      opened.push(() => reportFault(scene, path, error));
    }
  }
  for (const run of opened) await run();
}

/** @returns what is left to do: to run it */
async function openIfStarted(scene: Scene, workflow: Workflow): Promise<() => Promise<void>> {
  const event = matchWorkflow(workflow, scene.trigger);
  if (!event) return async () => {};
  const [filter] = event.unsupported;
  if (filter !== undefined)
    throw new WorkflowFault(`${workflow.path}: unsupported filter "${filter}" of ${event.name}`, "starting");
  const opened = await openWorkflow(scene, planJobs(workflow));
  return () => runWorkflow({ ...scene, workflow }, opened);
}

/** Shows as a failed check under the file's path. What cannot even be read is reported once, when it is pushed. */
async function reportFault(scene: Scene, path: string, fault: WorkflowFault): Promise<void> {
  const { twin, repository, trigger } = scene;
  if (fault.found === "reading" && trigger.event !== "push") return;
  const suite = await openCheckSuite(twin, repository, { app: twin.actions, headSha: trigger.sha });
  await finishCheck(scene, newCheckRun(twin, { suite, name: path }), { path, ...failedJob(fault.message) });
}
