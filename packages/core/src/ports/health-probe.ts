/** What a deployed address answered. */
export interface HealthReport {
  readonly healthy: boolean;
  /** A few words for a human: `200 in 12 ms`, `does not answer`. */
  readonly detail: string;
}

/** Asks a deployment whether it works. */
export interface HealthProbe {
  /** Never rejects: an address that does not answer is unhealthy. Follows no redirects to other hosts. */
  check(url: string): Promise<HealthReport>;
}
