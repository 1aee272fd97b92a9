import { DBOS } from "@dbos-inc/dbos-sdk";
import {
  type Engine,
  type Logger,
  messageOf,
  OSOrganicError,
  silentLogger,
  systemClock,
} from "@osorganicai/core";
import type { EngineOptions } from "./engine-options.ts";
import { migrateEngine } from "./migrations/migrate-engine.ts";
import { drainRuns } from "./runs/drain-runs.ts";
import { type EngineSession, openSession, type SessionOptions } from "./session/open-session.ts";
import { defaultRetryPolicy } from "./steps/retry-policy.ts";

/**
 * DBOS behind core's port. A process runs one engine at a time; another one may start after `stop`.
 *
 * @example
 * const engine = createEngine({ name: "my-shop", database: local.database, handle, log });
 * await engine.migrate();
 * await engine.start();
 */
export function createEngine(options: EngineOptions): Engine {
  const { database, clock = systemClock } = options;
  const log = (options.log ?? silentLogger).with({ engine: options.name });
  const settings = withDefaults(options, log);
  let session: EngineSession | undefined;
  let opening = false;
  /** Whether a session that is lost is to be replaced. */
  let wanted = false;
  /** Settles when the lost session is replaced, or nobody wants one any more. */
  let replacing: Promise<void> | undefined;

  async function start({ seconds }: { readonly seconds?: number } = {}): Promise<void> {
    if (session || opening || replacing || DBOS.isInitialized())
      throw misused("An engine runs in this process already. Stop it first, or use another process.");
    wanted = seconds === undefined;
    opening = true;
    try {
      await open(seconds);
    } finally {
      opening = false;
    }
  }

  async function open(seconds?: number): Promise<void> {
    for (let lost = true; lost; ) {
      lost = false;
      const opened = await openSession({
        ...settings,
        seconds,
        onLost() {
          lost = true;
          log.warn("executor.lost", { reason: "It was silent for too long. Its runs go on elsewhere." });
          if (session !== undefined) replacing ??= replace().finally(() => (replacing = undefined));
        },
      });
      if (lost) await opened.stop();
      else session = opened;
      if (lost && !wanted) return;
    }
  }

  /** Somebody else has our runs by now: they end here at their next step, and a worker begins anew. */
  async function replace(): Promise<void> {
    const lost = session;
    session = undefined;
    await lost?.stop();
    while (wanted && session === undefined) {
      try {
        await open();
      } catch (error) {
        log.warn("executor.not_replaced", { error, message: messageOf(error) });
        await new Promise((resolve) => setTimeout(resolve, settings.timing.tendMs));
      }
    }
  }

  async function stop(): Promise<void> {
    wanted = false;
    await replacing;
    const open = session;
    session = undefined;
    await open?.stop();
  }

  async function started<T>(work: (session: EngineSession) => Promise<T>): Promise<T> {
    await replacing;
    if (!session) throw misused("The engine is not started. Call migrate() and start() first.");
    return work(session);
  }

  return {
    migrate: async () => void (await migrateEngine(database, log)),
    start,
    drain: (seconds) =>
      drainRuns({ count: (moment) => started((open) => open.count(moment)), seconds, clock }),
    list: (filter) => started(({ runs }) => runs.list(filter)),
    find: (runId) => started(({ runs }) => runs.find(runId)),
    retry: (runId) => started(({ runs }) => runs.retry(runId)),
    cancel: (runId) => started(({ runs }) => runs.cancel(runId)),
    discard: (runId) => started(({ runs }) => runs.discard(runId)),
    stop,
  };
}

function withDefaults(options: EngineOptions, log: Logger): Omit<SessionOptions, "seconds" | "onLost"> {
  const { leaseMs = 60_000, heartbeatMs = 20_000, tendMs = 1000 } = options.timing ?? {};
  // An embedded database is in the process of its worker, often on a laptop: each look takes three milliseconds of it.
  const { pollMs = "url" in options.database ? 50 : 200 } = options.timing ?? {};
  return {
    database: options.database,
    handle: options.handle,
    concurrency: options.concurrency ?? 8,
    totalConcurrency: options.totalConcurrency,
    applicationVersion: options.applicationVersion ?? "1",
    retry: options.retry ?? defaultRetryPolicy,
    parkAfterMs: options.parkAfterMs ?? 5000,
    keepDays: options.keepDays,
    timing: { leaseMs, heartbeatMs, tendMs, pollMs },
    clock: options.clock ?? systemClock,
    log,
  };
}

function misused(message: string): OSOrganicError {
  return new OSOrganicError("engine_misused", message);
}
