import { currentOwnerXid } from "@dbos-inc/dbos-sdk/internal/context";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";

/** DBOS' side of one execution of a run. */
export interface HeldExecution {
  /** The token without which DBOS stores neither a step nor an end. */
  readonly owner: string | undefined;
  /** Makes DBOS forget the execution, which then counts for none of its limits. Never resolves: DBOS would store an end. */
  letGo(): Promise<never>;
}

/** Whether DBOS does this run in this process, as far as it can be asked. */
export function isHeld(runId: string): boolean {
  return DBOSExecutor.globalInstance?.systemDatabase.runningWorkflowMap.has(runId) ?? true;
}

/**
 * What DBOS 5.3 says to nobody in public; its version is pinned, and the contract suite would notice a change. Call it
 * first thing in a workflow, when the execution is the newest one of its run.
 */
export function holdExecution(runId: string): HeldExecution {
  const entry = DBOSExecutor.globalInstance?.systemDatabase.runningWorkflowMap.get(runId)?.at(-1);
  return {
    owner: currentOwnerXid(runId),
    letGo() {
      entry?.release();
      return new Promise(() => undefined);
    },
  };
}
