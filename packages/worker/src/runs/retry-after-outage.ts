import type { DBOSClient } from "@dbos-inc/dbos-sdk";
import { type Logger, messageOf, type RunRegistry } from "@osorganicai/core";
import { workflowName } from "../dbos/names.ts";
import { retryKindOf } from "../steps/retry-policy.ts";
import { readRunError } from "./summarize-run.ts";

/** A run that is older is left alone: what it was about has most likely been settled otherwise. */
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Gives every run another chance, once per start, that failed because GitHub, the database or a model was away for
 * longer than its steps waited. Never rejects: the runs stay listed as failed.
 */
export async function retryAfterOutage(options: {
  readonly client: DBOSClient;
  readonly runs: Pick<RunRegistry, "retry">;
  readonly now: Date;
  readonly log: Logger;
}): Promise<void> {
  const { client, runs, now, log } = options;
  const startTime = new Date(now.getTime() - MAX_AGE_MS).toISOString();
  try {
    const failed = await client.listWorkflows({ workflowName, status: "ERROR", startTime, loadInput: false });
    const mended = failed.filter(({ error }) => retryKindOf(readRunError(error)) === "outage");
    for (const { workflowID: runId } of mended)
      await runs.retry(runId).then(
        () => log.info("run.retried", { runId }),
        // Another worker may have been quicker.
        (error: unknown) => log.warn("run.retry_failed", { runId, error, message: messageOf(error) }),
      );
  } catch (error) {
    log.warn("run.retry_failed", { error, message: messageOf(error) });
  }
}
