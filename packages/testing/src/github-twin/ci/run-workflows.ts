import { join } from "node:path";
import { systemClock } from "@osorganicai/core";
import type { CheckRun } from "../checks/check.ts";
import { openCheckSuite } from "../checks/open-check-suite.ts";
import { saveCheckRun } from "../checks/save-check-run.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { type ExpressionValues, evaluateCondition } from "./expand-expressions.ts";
import { findWorkflows } from "./find-workflows.ts";
import { matchWorkflow, type WorkflowTrigger } from "./match-workflow.ts";
import { parseWorkflow } from "./parse-workflow.ts";
import { type PlannedJob, planJobs } from "./plan-jobs.ts";
import { failedJob, type JobResult, runJob } from "./run-job.ts";
import type { Workflow } from "./workflow.ts";
import { WorkflowFault } from "./workflow-fault.ts";

/** Runs every workflow of a commit that an event starts: one check suite each, with one check run per job. */
export async function runWorkflows(
  twin: Twin,
  repository: TwinRepository,
  trigger: WorkflowTrigger,
): Promise<void> {
  for (const { path, text } of await findWorkflows(repository.git, trigger.sha)) {
    const scene = { twin, repository, trigger };
    try {
      await runIfStarted(scene, parseWorkflow(path, text));
    } catch (error) {
      if (!(error instanceof WorkflowFault)) throw error;
      await reportFault(scene, path, error);
    }
  }
}

interface Scene {
  readonly twin: Twin;
  readonly repository: TwinRepository;
  readonly trigger: WorkflowTrigger;
}

interface WorkflowScene extends Scene {
  readonly workflow: Workflow;
}

async function runIfStarted(scene: Scene, workflow: Workflow): Promise<void> {
  const event = matchWorkflow(workflow, scene.trigger);
  if (!event) return;
  const [filter] = event.unsupported;
  if (filter !== undefined)
    throw new WorkflowFault(`${workflow.path}: unsupported filter "${filter}" of ${event.name}`, "starting");
  await runWorkflow({ ...scene, workflow }, planJobs(workflow));
}

/** All check runs are there before the first job begins, or the suite would be complete after one. */
async function runWorkflow(scene: WorkflowScene, jobs: readonly PlannedJob[]): Promise<void> {
  const { twin, repository, trigger } = scene;
  const suite = await openCheckSuite(twin, repository, { app: twin.actions, headSha: trigger.sha });
  const runs = jobs.map(({ name }) => createRun(twin, { suite, name }));
  for (const run of runs) await saveCheckRun(twin, repository, run);
  const conclusions = new Map<string, JobResult["conclusion"]>();
  for (const [position, planned] of jobs.entries()) {
    const run = runs[position] as CheckRun;
    const started: CheckRun = { ...run, status: "in_progress", startedAt: systemClock.now().toISOString() };
    await saveCheckRun(twin, repository, started);
    const result = await runOrSkip(scene, planned, { run, conclusions });
    if (conclusions.get(planned.job.id) !== "failure") conclusions.set(planned.job.id, result.conclusion);
    await finish(scene, started, result);
  }
}

async function runOrSkip(
  { twin, repository, trigger, workflow }: WorkflowScene,
  { job, matrix }: PlannedJob,
  { run, conclusions }: { readonly run: CheckRun; readonly conclusions: ReadonlyMap<string, string> },
): Promise<JobResult> {
  const succeeded = job.needs.every((need) => conclusions.get(need) === "success");
  try {
    if (!evaluateCondition(job.condition, succeeded))
      return {
        conclusion: "skipped",
        output: { title: "Skipped", summary: "A job before it failed.", text: null },
      };
  } catch (error) {
    return failedJob((error as Error).message);
  }
  const values = { ...githubValues(repository, workflow, trigger), ...matrix };
  const folder = join(twin.directory, "jobs", String(run.id));
  return runJob(
    { twin, repository, sha: trigger.sha, folder, values, env: { ...workflow.env, ...job.env } },
    job,
  );
}

async function finish(
  { twin, repository, workflow }: WorkflowScene,
  run: CheckRun,
  result: JobResult,
): Promise<void> {
  const { conclusion, output } = result;
  twin.journal.record({
    kind: "job",
    repository: repository.fullName,
    sha: run.suite.headSha,
    workflow: workflow.path,
    job: run.name,
    conclusion,
  });
  const completedAt = systemClock.now().toISOString();
  await saveCheckRun(twin, repository, { ...run, status: "completed", conclusion, completedAt, output });
}

/** Shows as a failed check under the file's path. What cannot even be read is reported once, when it is pushed. */
async function reportFault(
  { twin, repository, trigger }: Scene,
  path: string,
  fault: WorkflowFault,
): Promise<void> {
  if (fault.found === "reading" && trigger.event !== "push") return;
  const suite = await openCheckSuite(twin, repository, { app: twin.actions, headSha: trigger.sha });
  const { conclusion, output } = failedJob(fault.message);
  const completedAt = systemClock.now().toISOString();
  const run = createRun(twin, { suite, name: path });
  const facts = { repository: repository.fullName, sha: trigger.sha, workflow: path, job: path, conclusion };
  twin.journal.record({ kind: "job", ...facts });
  await saveCheckRun(twin, repository, { ...run, status: "completed", conclusion, completedAt, output });
}

function createRun(twin: Twin, { suite, name }: Pick<CheckRun, "suite" | "name">): CheckRun {
  return {
    id: twin.nextId(),
    suite,
    name,
    externalId: "",
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: systemClock.now().toISOString(),
    completedAt: null,
    output: { title: null, summary: null, text: null },
  };
}

/** What `${{ github.… }}` may ask for. The commit is the pull request's head, not GitHub's test merge. */
function githubValues(
  { fullName, owner }: TwinRepository,
  { name }: Workflow,
  { event, branch, sha, pull, actor }: WorkflowTrigger,
): ExpressionValues {
  const ref = pull ? `refs/pull/${pull.number}/merge` : `refs/heads/${branch}`;
  return {
    "github.sha": sha,
    "github.ref": ref,
    "github.ref_name": ref.replace(/^refs\/(heads|pull)\//, ""),
    "github.head_ref": pull?.headRef ?? "",
    "github.base_ref": pull ? branch : "",
    "github.repository": fullName,
    "github.repository_owner": owner,
    "github.event_name": event,
    "github.actor": actor,
    "github.workflow": name,
    ...(pull && {
      "github.event.pull_request.number": String(pull.number),
      "github.event.number": String(pull.number),
    }),
  };
}
