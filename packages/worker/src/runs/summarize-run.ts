import type { GetWorkflowsInput, WorkflowStatus } from "@dbos-inc/dbos-sdk";
import { messageOf, type RunSummary, type RunWait } from "@osorganicai/core";

type DbosStatus = Exclude<GetWorkflowsInput["status"], undefined | readonly unknown[]>;

/** The executor of runs that wait, in `sql/0003_parked_runs.sql`. */
const parkedExecutor = "parked";

/** DBOS' statuses in our words; what waits is `PENDING` for it. */
const statuses: Readonly<Record<DbosStatus, RunSummary["status"]>> = {
  ENQUEUED: "queued",
  DELAYED: "queued",
  PENDING: "running",
  SUCCESS: "succeeded",
  ERROR: "failed",
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: "failed",
  CANCELLED: "cancelled",
};

/** Which of DBOS' statuses one of ours stands for. */
export function statusesOf(wanted: RunSummary["status"]): DbosStatus[] {
  if (wanted === "waiting") return ["PENDING"];
  return (Object.keys(statuses) as DbosStatus[]).filter((status) => statuses[status] === wanted);
}

/** A run as it looks from outside. */
export function summarizeRun(run: WorkflowStatus, wait?: RunWait): RunSummary {
  const waits = run.status === "PENDING" && run.executorId === parkedExecutor;
  return {
    runId: run.workflowID,
    subject: run.queuePartitionKey ?? "",
    status: waits ? "waiting" : statuses[run.status as DbosStatus],
    createdAt: new Date(run.createdAt),
    error: errorOf(run),
    ...(waits && wait && { waiting: wait }),
  };
}

function errorOf({ status, error }: WorkflowStatus): string | undefined {
  if (status === "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
    return "The process died too often while it worked on this run. Look why, then retry it.";
  return error === undefined || error === null ? undefined : readRunError(error).message;
}

/** What a run failed of. DBOS 5.3 gives errors of runs that SQL enqueued as an Error whose message is their JSON. */
export function readRunError(error: unknown): { readonly message: string; readonly code: unknown } {
  const message = messageOf(error);
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (code !== undefined) return { message, code };
  try {
    const stored = JSON.parse(message) as { readonly message?: unknown; readonly code?: unknown } | null;
    if (typeof stored?.message === "string") return { message: stored.message, code: stored.code };
  } catch {
    // Not JSON: it is the message itself.
  }
  return { message, code: undefined };
}
