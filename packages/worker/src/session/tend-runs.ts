import { type Clock, type Logger, messageOf } from "@osorganicai/core";
import type { EnginePool } from "../dbos/engine-pool.ts";

/** What every worker does for all runs, whosever they are. */
export interface TendOptions {
  readonly pool: EnginePool;
  readonly applicationVersion: string;
  readonly intervalMs: number;
  /** Gives a dead run another chance. */
  readonly revive: (runId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Takes over what dead executors left and wakes what is due, now and again and again. Never rejects. */
export async function tendRuns(options: TendOptions): Promise<{ stop(): Promise<void> }> {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let round = tendOnce(options);

  function schedule(): void {
    if (over) return;
    timer = setTimeout(() => {
      round = tendOnce(options);
      void round.then(schedule);
    }, options.intervalMs);
  }

  await round;
  schedule();
  return {
    async stop() {
      over = true;
      clearTimeout(timer);
      await round;
    },
  };
}

async function tendOnce({ pool, applicationVersion, revive, clock, log }: TendOptions): Promise<void> {
  try {
    const [row] = await pool.query<{ readonly taken: number }>("select public.take_over_runs($1) as taken", [
      applicationVersion,
    ]);
    if (row && row.taken > 0) log.warn("runs.taken_over", { count: row.taken });
    const due = await pool.query<{ readonly run_id: string }>("select public.wake_runs($1) as run_id", [
      clock.now().toISOString(),
    ]);
    for (const { run_id: runId } of due) await revive(runId);
  } catch (error) {
    // The next round comes soon.
    log.warn("runs.not_tended", { error, message: messageOf(error) });
  }
}
