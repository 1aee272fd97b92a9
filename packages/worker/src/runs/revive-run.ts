import { isOSOrganicError, type Logger, type RunRegistry } from "@osorganicai/core";
import type { EnginePool } from "../dbos/engine-pool.ts";

/** Does what `public.revive_run` asked for. Crashing in between is no harm: it is asked for until it is done. */
export async function reviveRun(
  { pool, runs, log }: { readonly pool: EnginePool; readonly runs: RunRegistry; readonly log: Logger },
  runId: string,
): Promise<void> {
  try {
    await runs.retry(runId);
    log.info("run.revived", { runId });
  } catch (error) {
    // A human, or a worker that died at this very point, was quicker.
    if (!isOSOrganicError(error) || error.code !== "run_not_found") throw error;
    await pool.query("delete from public.parked_runs where run_id = $1 and step is null", [runId]);
  }
}
