import { DBOSClient } from "@dbos-inc/dbos-sdk";
import { type Clock, type Logger, messageOf, type RunRegistry, type RunStart } from "@osorganicai/core";
import { createEngineLogger } from "../dbos/engine-logger.ts";
import { type EnginePool, openEnginePool } from "../dbos/engine-pool.ts";
import { launchDbos, shutDownDbos } from "../dbos/launch-dbos.ts";
import { applicationName, unusedUrl } from "../dbos/names.ts";
import { toLaunchError } from "../dbos/to-launch-error.ts";
import type { EngineDatabase, EngineTiming } from "../engine-options.ts";
import { countRuns, type RunCount } from "../runs/count-runs.ts";
import { createRunRegistry } from "../runs/create-run-registry.ts";
import { createLostClaims } from "../runs/lost-claims.ts";
import { createParking } from "../runs/parking.ts";
import { retryAfterOutage } from "../runs/retry-after-outage.ts";
import { reviveRun } from "../runs/revive-run.ts";
import { createRun } from "../steps/create-run.ts";
import type { RetryPolicy } from "../steps/retry-policy.ts";
import { createRunGate } from "../steps/run-gate.ts";
import { keepLease } from "./keep-lease.ts";
import { registerExecutor } from "./register-executor.ts";
import { tendRuns } from "./tend-runs.ts";

/** One executor at work: from its registration to its release. */
export interface EngineSession {
  readonly runs: RunRegistry;
  count(moment: Date): Promise<RunCount>;
  stop(): Promise<void>;
}

/** All of an engine's options, with their defaults, and what this session is. */
export interface SessionOptions {
  readonly database: EngineDatabase;
  readonly handle: (start: RunStart) => Promise<void>;
  readonly concurrency: number;
  readonly totalConcurrency: number | undefined;
  readonly applicationVersion: string;
  readonly retry: RetryPolicy;
  readonly parkAfterMs: number;
  readonly keepDays: number | undefined;
  readonly timing: EngineTiming;
  readonly clock: Clock;
  readonly log: Logger;
  /** Of an invocation of a function: when it is killed, from now. */
  readonly seconds: number | undefined;
  /** The deadline has passed: everything this session has is somebody else's now. */
  readonly onLost: () => void;
}

/**
 * Registers an executor, takes over what dead ones left, and works.
 * @throws OSOrganicError `migration_failed` when the engine's tables are missing, `store_unavailable`
 */
export async function openSession(options: SessionOptions): Promise<EngineSession> {
  const { applicationVersion, seconds, timing, clock, log } = options;
  const pool = openEnginePool(options.database, {
    // Invocations of functions are many, and each of them small.
    max: seconds === undefined ? 10 : 4,
    longestPauseMs: timing.leaseMs,
  });
  const client = await DBOSClient.create({
    systemDatabaseUrl: unusedUrl,
    systemDatabasePool: pool.dbos,
    applicationName,
    logger: createEngineLogger(log),
  });
  const runs = createRunRegistry({ client, pool, applicationVersion });
  const close = async (): Promise<void> => {
    await client.destroy();
    await pool.close();
  };
  try {
    const work = await beginWork(options, { pool, client, runs });
    // An invocation of a function is no new start of the world.
    if (seconds === undefined) await retryAfterOutage({ client, runs, now: clock.now(), log });
    const count = (moment: Date): Promise<RunCount> => countRuns(pool, moment, seconds !== undefined);
    return { runs, count, stop: () => work.stop().finally(close) };
  } catch (cause) {
    await close();
    throw toLaunchError(cause);
  }
}

interface Connection {
  readonly pool: EnginePool;
  readonly client: DBOSClient;
  readonly runs: RunRegistry;
}

async function beginWork(
  options: SessionOptions,
  connection: Connection,
): Promise<{ stop(): Promise<void> }> {
  const { applicationVersion, timing, onLost, clock, log } = options;
  const { pool, client, runs } = connection;
  const executor = await registerExecutor(pool, options);
  const sessionLog = log.with({ executor: executor.id });
  const lease =
    executor.leaseMs === undefined
      ? undefined
      : keepLease({
          pool,
          executor: executor.id,
          ...executor,
          leaseMs: executor.leaseMs,
          onLost,
          log: sessionLog,
        });
  const gate = createRunGate();
  const lostClaims = createLostClaims({
    pool,
    executor: executor.id,
    graceMs: timing.leaseMs,
    log: sessionLog,
  });
  const run = createRun({
    ...options,
    executor: executor.id,
    gate,
    lostClaims,
    createParking: (runId, owner) => createParking(pool, runId, owner),
    log: sessionLog,
  });
  const launch = {
    pool: pool.dbos,
    client,
    applicationVersion,
    executorId: executor.id,
    run,
    log: sessionLog,
  };
  try {
    await limitTotal(pool, options.totalConcurrency);
    await launchDbos({ ...launch, concurrency: options.concurrency, pollMs: timing.pollMs });
  } catch (error) {
    lease?.stop();
    throw error;
  }
  const revive = (runId: string): Promise<void> => reviveRun({ pool, runs, log: sessionLog }, runId);
  const tending = await tendRuns({
    pool,
    lostClaims,
    applicationVersion,
    intervalMs: timing.tendMs,
    keepDays: options.keepDays,
    revive,
    clock,
    log: sessionLog,
  });
  return {
    async stop() {
      await stopTaking(pool, executor.id, sessionLog);
      await tending.stop();
      await gate.close();
      await shutDownDbos(COMPLETION_MS);
      lease?.stop();
      await release(pool, executor.id, sessionLog);
    },
  };
}

/** Longest wait for runs that have ended but are not written down yet. */
const COMPLETION_MS = 5000;

async function limitTotal(pool: EnginePool, total: number | undefined): Promise<void> {
  if (total === undefined) await pool.query("delete from public.run_limit");
  else
    await pool.query(
      "insert into public.run_limit (total) values ($1) on conflict (only_one) do update set total = excluded.total",
      [total],
    );
}

/** Runs that wait are for others from now on, while this executor's last steps end. */
async function stopTaking(pool: EnginePool, executor: string, log: Logger): Promise<void> {
  try {
    await pool.query("select public.stop_taking($1)", [executor]);
  } catch (error) {
    log.warn("executor.still_takes", { error, message: messageOf(error) });
  }
}

/** Others need not wait for the deadline then. */
async function release(pool: EnginePool, executor: string, log: Logger): Promise<void> {
  try {
    await pool.query("select public.release_executor($1)", [executor]);
  } catch (error) {
    log.warn("executor.not_released", { error, message: messageOf(error) });
  }
}
