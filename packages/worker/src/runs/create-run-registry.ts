import type { DBOSClient } from "@dbos-inc/dbos-sdk";
import { OSOrganicError, type RunRegistry, type RunSummary, type RunWait } from "@osorganicai/core";
import type { EnginePool } from "../dbos/engine-pool.ts";
import { queueName, workflowName } from "../dbos/names.ts";
import { findResumePoint } from "../steps/find-resume-point.ts";
import { isFailure } from "../steps/step-result.ts";
import { statusesOf, summarizeRun } from "./summarize-run.ts";

/** What a registry reads and writes with. It needs no engine that runs. */
export interface RunRegistryOptions {
  readonly client: DBOSClient;
  readonly pool: EnginePool;
  /** Of retried runs, whichever they were begun with. */
  readonly applicationVersion: string;
}

/** See {@link RunRegistry}. */
export function createRunRegistry(options: RunRegistryOptions): RunRegistry {
  const { client, pool, applicationVersion } = options;

  async function list({ status }: Parameters<RunRegistry["list"]>[0] = {}): Promise<readonly RunSummary[]> {
    const filter = status === undefined ? {} : { status: statusesOf(status) };
    const [found, waits] = await Promise.all([
      client.listWorkflows({ workflowName, loadInput: false, ...filter }),
      readWaits(pool),
    ]);
    const runs = found.map((run) => summarizeRun(run, waits.get(run.workflowID)));
    return status === undefined ? runs : runs.filter((run) => run.status === status);
  }

  async function summary(runId: string): Promise<RunSummary> {
    const status = await client.getWorkflow(runId);
    if (status?.workflowName !== workflowName)
      throw notFound(`There is no run ${runId}. List the runs to see which there are.`);
    return summarizeRun(status, (await readWaits(pool, runId)).get(runId));
  }

  async function retry(runId: string): Promise<void> {
    const { status, subject } = await summary(runId);
    if (status === "waiting") return wake(pool, runId);
    if (status !== "failed" && status !== "cancelled")
      throw notFound(
        `Run ${runId} is ${status}, so there is nothing to retry. Only failed, cancelled and waiting runs can be.`,
      );
    const startStep = findResumePoint(status, (await client.listWorkflowSteps(runId)) ?? []);
    // Its tries begin anew.
    await pool.query("delete from public.parked_runs where run_id = $1", [runId]);
    await client.rewindWorkflow(runId, {
      startStep,
      applicationVersion,
      queueName,
      queuePartitionKey: subject,
    });
  }

  return {
    list,
    async find(runId) {
      const run = await summary(runId);
      const steps = (await client.listWorkflowSteps(runId)) ?? [];
      return { ...run, steps: steps.map(({ name, output }) => ({ name, failed: isFailure(output) })) };
    },
    retry,
    async cancel(runId) {
      await summary(runId);
      await client.cancelWorkflow(runId);
    },
    async discard(runId) {
      const { status } = await summary(runId);
      const [row] = await pool.query<{ readonly done: boolean }>("select public.discard_run($1) as done", [
        runId,
      ]);
      if (row?.done !== true) throw notFound(`Run ${runId} has ${status}, so there is nothing to discard.`);
    },
  };
}

/** A run that waits is due at any time then. */
async function wake(pool: EnginePool, runId: string): Promise<void> {
  await pool.query("update public.parked_runs set until = 'epoch' where run_id = $1 and step is not null", [
    runId,
  ]);
}

interface WaitRow extends Omit<RunWait, "until" | "since"> {
  readonly run_id: string;
  readonly until: Date | string;
  readonly since: Date | string;
}

async function readWaits(pool: EnginePool, runId?: string): Promise<ReadonlyMap<string, RunWait>> {
  const rows = await pool.query<WaitRow>(
    `select run_id, until, since, attempts, reason from public.parked_runs
     where until is not null and ($1::text is null or run_id = $1)`,
    [runId ?? null],
  );
  return new Map(
    rows.map(({ run_id, until, since, attempts, reason }) => [
      run_id,
      { until: new Date(until), since: new Date(since), attempts, reason },
    ]),
  );
}

function notFound(message: string): OSOrganicError {
  return new OSOrganicError("run_not_found", message);
}
