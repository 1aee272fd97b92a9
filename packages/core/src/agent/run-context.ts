import type { Delivery } from "../delivery/delivery.ts";
import type { Logger } from "../ports/logger.ts";

/** One durable execution of one agent for one delivery. */
export interface RunContext {
  /** `<delivery id>@<subject>`. */
  readonly runId: string;
  readonly delivery: Delivery;
  /** The unit of ordering this run holds. */
  readonly subject: string;
  /** Bound to the run and delivery. */
  readonly log: Logger;
  /**
   * A named part of the run whose result is stored: after a crash it is not done again. The result must survive JSON.
   * Steps must come in the same order in every execution, so never start two at once. Errors that may pass by
   * themselves are retried with backoff.
   * @throws RunInterrupted when the run goes on elsewhere or later: let it pass
   */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
}
