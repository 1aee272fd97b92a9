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
  /** @default silent */
  readonly log?: Logger;
  /**
   * Interrupted runs are taken up by engines of the same version only. Change it when steps changed their order so that
   * old runs must not go on with the new code; then drain before the change.
   * @default "1"
   */
  readonly applicationVersion?: string;
  /**
   * Whose interrupted runs are taken up at the start: must stay the same over restarts, and differ between processes
   * that work on one database at the same time.
   * @default "local", for one process per database
   */
  readonly executorId?: string;
  /** How steps are tried again. @default hours while the world is away, five tries otherwise */
  readonly retry?: RetryPolicy;
  /** @default systemClock */
  readonly clock?: Clock;
}
