import { type Logger, messageOf } from "@osorganicai/core";
import type { EnginePool } from "../dbos/engine-pool.ts";

/** Who has until when, and how that moves. */
export interface LeaseOptions {
  readonly pool: EnginePool;
  readonly executor: string;
  /** From now, and from every heartbeat on. */
  readonly leaseMs: number;
  /** Undefined: the deadline never moves. */
  readonly heartbeatMs: number | undefined;
  /** Called once, when the deadline has passed: what this executor has is somebody else's now. */
  readonly onLost: () => void;
  readonly log: Logger;
}

/** Moves an executor's deadline until it is stopped, or notices that it passed. The clock is the database's. */
export function keepLease(options: LeaseOptions): { stop(): void } {
  const { leaseMs, heartbeatMs, log } = options;
  let next: NodeJS.Timeout | undefined;
  let passed: NodeJS.Timeout = setTimeout(lose, leaseMs);
  let over = false;

  function stop(): void {
    over = true;
    clearTimeout(next);
    clearTimeout(passed);
  }

  function lose(): void {
    if (over) return;
    stop();
    options.onLost();
  }

  async function beat(interval: number): Promise<void> {
    // Armed before the question, because the answer may take its time.
    const candidate = setTimeout(lose, leaseMs);
    try {
      const extended = await extend(options);
      if (over) return clearTimeout(candidate);
      clearTimeout(passed);
      passed = candidate;
      if (!extended) return lose();
      schedule(interval, interval);
    } catch (error) {
      clearTimeout(candidate);
      log.warn("executor.not_extended", { error, message: messageOf(error) });
      if (!over) schedule(interval / 4, interval);
    }
  }

  function schedule(delayMs: number, interval: number): void {
    next = setTimeout(() => void beat(interval), delayMs);
  }

  if (heartbeatMs !== undefined) schedule(heartbeatMs, heartbeatMs);
  return { stop };
}

async function extend({ pool, executor, leaseMs }: LeaseOptions): Promise<boolean> {
  const sql = "select public.extend_executor($1, $2) as extended";
  const [row] = await pool.query<{ readonly extended: boolean }>(sql, [executor, leaseMs]);
  return row?.extended === true;
}
