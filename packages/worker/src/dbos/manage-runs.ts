import { DBOS } from "@dbos-inc/dbos-sdk";
import { type Engine, type Logger, messageOf, OSOrganicError, type RunSummary } from "@osorganicai/core";
import { findResumePoint } from "../steps/find-resume-point.ts";
import { retryKindOf } from "../steps/retry-policy.ts";
import { queueName, workflowName } from "./launch-dbos.ts";
import { readRunError, statusesOf, summarizeRun } from "./summarize-run.ts";

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

/** A run that is older is left alone: what it was about has most likely been settled otherwise. */
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Gives every run another chance, once per start, that failed because GitHub, the database or a model was away for
 * longer than its steps waited. Never rejects: the runs stay listed as failed.
 */
export async function retryRunsAfterOutage(options: {
  readonly now: Date;
  readonly applicationVersion: string;
  readonly log: Logger;
}): Promise<void> {
  const { now, applicationVersion, log } = options;
  const startTime = new Date(now.getTime() - MAX_AGE_MS).toISOString();
  try {
    const failed = await DBOS.listWorkflows({ workflowName, status: "ERROR", startTime, loadInput: false });
    for (const { workflowID: runId } of failed.filter(
      ({ error }) => retryKindOf(readRunError(error)) === "outage",
    ))
      await retryRun(runId, applicationVersion).then(
        () => log.info("run.retried", { runId }),
        // Another worker may have been quicker.
        (error: unknown) => log.warn("run.retry_failed", { runId, error, message: messageOf(error) }),
      );
  } catch (error) {
    log.warn("run.retry_failed", { error, message: messageOf(error) });
  }
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
