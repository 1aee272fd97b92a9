import { randomUUID } from "node:crypto";
import type { EnginePool } from "../dbos/engine-pool.ts";
import type { EngineDatabase, EngineTiming } from "../engine-options.ts";

/** An executor of runs, and how long it is one. */
export interface Executor {
  readonly id: string;
  /** Undefined: for ever, because there is no other process. */
  readonly leaseMs: number | undefined;
  /** Undefined: the deadline never moves. */
  readonly heartbeatMs: number | undefined;
}

/**
 * A new executor in the database.
 * @param seconds of an invocation of a function, which carries its deadline in its id
 */
export async function registerExecutor(
  pool: EnginePool,
  { database, timing, seconds }: RegisterOptions,
): Promise<Executor> {
  const alone = !("url" in database);
  const leaseMs = alone ? undefined : seconds === undefined ? timing.leaseMs : seconds * 1000;
  // Whoever has an embedded database to itself takes up what its predecessor left: its folder's lock proves that one dead.
  const id = alone ? "local" : seconds === undefined ? `worker.${randomUUID()}` : null;
  const [row] = await pool.query<{ readonly id: string }>("select public.register_executor($1, $2) as id", [
    id,
    leaseMs ?? null,
  ]);
  const heartbeatMs = alone || seconds !== undefined ? undefined : timing.heartbeatMs;
  return { id: row?.id ?? "", leaseMs, heartbeatMs };
}

/** What decides which kind of executor it is. */
export interface RegisterOptions {
  readonly database: EngineDatabase;
  readonly timing: EngineTiming;
  readonly seconds: number | undefined;
}
