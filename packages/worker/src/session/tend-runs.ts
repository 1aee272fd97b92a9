import { type Clock, type Logger, messageOf } from "@osorganicai/core";
import type { EnginePool } from "../dbos/engine-pool.ts";
import type { LostClaims } from "../runs/lost-claims.ts";
import { PURGE_BATCH, purgeBatch } from "../runs/purge-runs.ts";

/** What every worker does for all runs, whosever they are, and for its own claims. */
export interface TendOptions {
  readonly pool: EnginePool;
  readonly lostClaims: Pick<LostClaims, "giveBack">;
  readonly applicationVersion: string;
  readonly intervalMs: number;
  /** How long runs are kept after their end; undefined: for ever. */
  readonly keepDays: number | undefined;
  /** Gives a dead run another chance. */
  readonly revive: (runId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Takes over what dead executors left, wakes what is due, gives back lost claims and purges what is old, now and again and
 * again. Never rejects.
 */
export async function tendRuns(options: TendOptions): Promise<{ stop(): Promise<void> }> {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const purge = createPurge(options);
  const tendAndPurge = async (): Promise<void> => {
    await tendOnce(options);
    await giveBack(options);
    await purge();
  };
  let round = tendAndPurge();

  function schedule(): void {
    if (over) return;
    timer = setTimeout(() => {
      round = tendAndPurge();
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

async function giveBack({ lostClaims, log }: TendOptions): Promise<void> {
  try {
    await lostClaims.giveBack();
  } catch (error) {
    log.warn("runs.not_given_back", { error, message: messageOf(error) });
  }
}

const PURGE_EVERY_MS = 60 * 60 * 1000;
const DAY_MS = 24 * PURGE_EVERY_MS;

/** A batch an hour, or the next one at once while there is more. Never rejects. */
function createPurge({ pool, keepDays, clock, log }: TendOptions): () => Promise<void> {
  let dueAt = 0;
  return async function purge() {
    const now = clock.now().getTime();
    if (keepDays === undefined || now < dueAt) return;
    dueAt = now + PURGE_EVERY_MS;
    try {
      const count = await purgeBatch(pool, { before: new Date(now - keepDays * DAY_MS) });
      if (count > 0) log.info("runs.purged", { count });
      if (count === PURGE_BATCH) dueAt = now;
    } catch (error) {
      log.warn("runs.not_purged", { error, message: messageOf(error) });
    }
  };
}
