import { DBOS } from "@dbos-inc/dbos-sdk";
import { type Engine, OSOrganicError, type RunSummary } from "@osorganicai/core";
import { findResumePoint } from "../steps/find-resume-point.ts";
import { queueName, workflowName } from "./launch-dbos.ts";
import { statusesOf, summarizeRun } from "./summarize-run.ts";

/** How often {@link drainRuns} looks. Waiting for a run's result would look once a second. */
const DRAIN_INTERVAL_MS = 50;

/** See {@link Engine.drain}. */
export async function drainRuns(seconds: number): Promise<number> {
  const timeIsUp = AbortSignal.timeout(seconds * 1000);
  let left = await countUnfinished();
  while (left > 0 && !timeIsUp.aborted) {
    await new Promise((resolve) => setTimeout(resolve, DRAIN_INTERVAL_MS));
    left = await countUnfinished();
  }
  return left;
}

/** See {@link Engine.list}. */
export async function listRuns({
  status,
}: Parameters<Engine["list"]>[0] = {}): Promise<readonly RunSummary[]> {
  const filter = status === undefined ? {} : { status: statusesOf(status) };
  return (await DBOS.listWorkflows({ workflowName, loadInput: false, ...filter })).map(summarizeRun);
}

/** See {@link Engine.retry}. The run goes on with `applicationVersion`, whichever it was begun with. */
export async function retryRun(runId: string, applicationVersion: string): Promise<void> {
  const { status, subject } = await findRun(runId);
  if (status !== "failed" && status !== "cancelled")
    throw notFound(
      `Run ${runId} is ${status}, so there is nothing to retry. Only failed and cancelled runs can be.`,
    );
  const startStep = findResumePoint(status, (await DBOS.listWorkflowSteps(runId)) ?? []);
  await DBOS.rewindWorkflow(runId, { startStep, applicationVersion, queueName, queuePartitionKey: subject });
}

/** See {@link Engine.cancel}. */
export async function cancelRun(runId: string): Promise<void> {
  await findRun(runId);
  await DBOS.cancelWorkflow(runId);
}

async function countUnfinished(): Promise<number> {
  const status = [...statusesOf("queued"), ...statusesOf("running")];
  return (await DBOS.listWorkflows({ workflowName, status, loadInput: false, loadOutput: false })).length;
}

async function findRun(runId: string): Promise<RunSummary> {
  const status = await DBOS.getWorkflowStatus(runId);
  if (status?.workflowName !== workflowName)
    throw notFound(`There is no run ${runId}. List the runs to see which there are.`);
  return summarizeRun(status);
}

function notFound(message: string): OSOrganicError {
  return new OSOrganicError("run_not_found", message);
}
