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
  readonly status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  readonly createdAt: Date;
  readonly error: string | undefined;
}

/** The durable engine: all that the rest of the project knows of it. */
export interface Engine {
  /** Creates or upgrades the engine's own tables and functions. Idempotent. */
  migrate(): Promise<void>;
  /**
   * Starts working on queued runs and takes up those that a crash interrupted.
   * @throws OSOrganicError `engine_misused` when another engine runs in this process, `migration_failed` when the
   *   engine's tables are missing
   */
  start(): Promise<void>;
  // The methods below need a started engine. @throws OSOrganicError `engine_misused`

  /** Resolves when nothing is queued or running, or after `seconds`. @returns how many runs are left */
  drain(seconds: number): Promise<number>;
  list(filter?: { readonly status?: RunSummary["status"] }): Promise<readonly RunSummary[]>;
  /**
   * Runs a failed or cancelled run again from its first unfinished step.
   * @throws OSOrganicError `run_not_found` when there is no such run, or it needs no retry
   */
  retry(runId: string): Promise<void>;
  /** Ends a run at its next step; a finished one stays as it is. @throws OSOrganicError `run_not_found` */
  cancel(runId: string): Promise<void>;
  /** Lets running steps end, then stops. Runs that are under way go on after the next start. Safe to call twice. */
  stop(): Promise<void>;
}
