import type { RunContext } from "../agent/run-context.ts";

/** A run that begins, or begins again after a crash: what the engine gives to the code it runs. */
export interface RunStart {
  /** `<delivery id>@<subject>`: a delivery has at most one run per subject. */
  readonly runId: string;
  readonly deliveryId: string;
  /** The unit of ordering this run holds: no other run of this subject is under way. */
  readonly subject: string;
  readonly step: RunContext["step"];
}

/** What one durable run looks like from outside. */
export interface RunSummary {
  readonly runId: string;
  readonly subject: string;
  /** `waiting`: parked. It holds no worker, and its subject's later runs wait behind it. `failed`: dead, until a human decides. */
  readonly status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  readonly createdAt: Date;
  /** What the run failed of. */
  readonly error: string | undefined;
  /** Of a run that waits. */
  readonly waiting?: RunWait;
}

/** Why a run waits, and how long. */
export interface RunWait {
  readonly until: Date;
  /** The first try of what it waits for. */
  readonly since: Date;
  /** How often that was tried. */
  readonly attempts: number;
  readonly reason: string;
}

/** A run and how far it came. */
export interface RunDetails extends RunSummary {
  /** In order. What failed may have been got over. */
  readonly steps: readonly { readonly name: string; readonly failed: boolean }[];
}

/** All runs, for whoever watches them and decides about dead ones. */
export interface RunRegistry {
  /** Newest last. */
  list(filter?: { readonly status?: RunSummary["status"] }): Promise<readonly RunSummary[]>;
  /** @throws OSOrganicError `run_not_found` */
  find(runId: string): Promise<RunDetails>;
  /**
   * Runs a failed or cancelled run again from its first unfinished step; one that waits does so no longer.
   * @throws OSOrganicError `run_not_found` when there is no such run, or it needs no retry
   */
  retry(runId: string): Promise<void>;
  /** Ends a run at its next step; a finished one stays as it is. @throws OSOrganicError `run_not_found` */
  cancel(runId: string): Promise<void>;
  /**
   * Ends a run for good, a dead one too: nothing revives it, and its subject is free.
   * @throws OSOrganicError `run_not_found` when there is no such run, or it has succeeded
   */
  discard(runId: string): Promise<void>;
}

/** The durable engine: all that the rest of the project knows of it. */
export interface Engine extends RunRegistry {
  // What a registry has, and `drain`, need a started engine. @throws OSOrganicError `engine_misused`

  /** Creates or upgrades the engine's own tables and functions. Idempotent. */
  migrate(): Promise<void>;
  /**
   * Starts working on queued runs and takes up those that a crash interrupted.
   * @param options.seconds for an invocation of a function: when it will be killed at the latest, from now
   * @throws OSOrganicError `engine_misused` when another engine runs in this process, `migration_failed` when the
   *   engine's tables are missing
   */
  start(options?: { readonly seconds?: number }): Promise<void>;
  /**
   * Resolves when nothing is queued, running or waiting, or after `seconds`; in an invocation of a function already when
   * nothing can go on meanwhile.
   * @returns how many runs are left
   */
  drain(seconds: number): Promise<number>;
  /** Lets running steps end, then stops. Runs that are under way go on elsewhere, or after the next start. Safe to call twice. */
  stop(): Promise<void>;
}
