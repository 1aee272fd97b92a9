import type { Clock, ExclusiveDatabase, Logger, RunStart } from "@osorganicai/core";
import type { RetryPolicy } from "./steps/retry-policy.ts";

/** A Postgres in this process, or one that is reached by a connection string, directly or through a pooler. */
export type EngineDatabase = ExclusiveDatabase | { readonly url: string };

/** What an engine needs. */
export interface EngineOptions {
  /** Of the instance, for its logs. */
  readonly name: string;
  /** Where the store keeps its tables, too: recording a delivery and enqueuing its run is one transaction. */
  readonly database: EngineDatabase;
  /** What a run does. It runs again from its beginning after a crash; what it did in steps is not done again. */
  readonly handle: (start: RunStart) => Promise<void>;
  /** Runs at once in this process, over all subjects. @default 8 */
  readonly concurrency?: number;
  /** Runs at once over all processes; what waits does not count. @default no bound */
  readonly totalConcurrency?: number;
  /** @default silent */
  readonly log?: Logger;
  /**
   * Interrupted runs are taken up by engines of the same version only. Change it when steps changed their order so that
   * old runs must not go on with the new code; then drain before the change.
   * @default "1"
   */
  readonly applicationVersion?: string;
  /** How steps are tried again. @default hours while the world is away, five tries otherwise */
  readonly retry?: RetryPolicy;
  /** A wait between two tries that is longer parks the run: it holds no worker meanwhile. @default 5000 */
  readonly parkAfterMs?: number;
  /** Runs that ended so many days ago are deleted, with their deliveries' text and their patches. @default never */
  readonly keepDays?: number;
  /** @default a lease of a minute */
  readonly timing?: Partial<EngineTiming>;
  /** Of retries and of what waits. Deadlines of executors are the database's time. @default systemClock */
  readonly clock?: Clock;
}

/** How often a worker looks. Lease and heartbeat are only of a database that is reached by a connection string. */
export interface EngineTiming {
  /** A worker that was silent for so long is taken over, and writes nothing any more. @default 60_000 */
  readonly leaseMs: number;
  /** How often a worker says that it lives. @default 20_000 */
  readonly heartbeatMs: number;
  /** How often each worker looks for runs to take over or to wake. @default 1000 */
  readonly tendMs: number;
  /** How often each worker looks for runs to begin, which is most of what an idle one costs. @default 50, 200 with an embedded database */
  readonly pollMs: number;
}
