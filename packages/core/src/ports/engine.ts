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
  /** Starts working on queued runs and takes up those that a crash interrupted. */
  start(): Promise<void>;
  /** Resolves when nothing is queued or running, or after `seconds`. @returns how many runs are left */
  drain(seconds: number): Promise<number>;
  list(filter?: { readonly status?: RunSummary["status"] }): Promise<readonly RunSummary[]>;
  /** Runs a failed run again from its first unfinished step. @throws OSOrganicError `run_not_found` */
  retry(runId: string): Promise<void>;
  /** @throws OSOrganicError `run_not_found` */
  cancel(runId: string): Promise<void>;
  /** Lets running steps end, then stops. */
  stop(): Promise<void>;
}
