import { type Clock, type Logger, messageOf } from "@osorganicai/core";
import type { Parking, Stay } from "../runs/parking.ts";
import { delayBeforeRetry, type RetryPolicy } from "./retry-policy.ts";
import type { Execution } from "./run-gate.ts";
import { type StepResult, storeError, storeValue } from "./step-result.ts";

/** What the tries of a step need beside its work. */
export interface TryOptions {
  readonly execution: Execution;
  readonly parking: Parking;
  readonly retry: RetryPolicy;
  /** A longer wait parks the run. */
  readonly parkAfterMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Tries a step until it has a result, or an error that stays. Waits in between: a short while here, a longer one parked.
 * Never rejects, because DBOS would store a rejection in its own way, and never resolves when the run is interrupted.
 */
export async function tryUntilFinal(
  name: string,
  work: () => Promise<unknown>,
  options: TryOptions,
): Promise<StepResult> {
  const { execution, retry, parkAfterMs, clock, log } = options;
  let tries = { attempts: 0, since: clock.now() };
  for (let here = 1; ; here += 1) {
    try {
      return storeValue(await work());
    } catch (error) {
      // What was tried before the run was parked counts, too; only a failure has to know.
      if (here === 1) tries = (await remembered(name, options)) ?? tries;
      const attempt = tries.attempts + here;
      const now = clock.now().getTime();
      const delayMs = delayBeforeRetry(
        { error, attempt, elapsedMs: now - tries.since.getTime() },
        retry,
        Math.random(),
      );
      const message = messageOf(error);
      log.warn("step.failed", { step: name, attempt, delayMs, error, message });
      if (delayMs === undefined) return storeError(error);
      if (delayMs <= parkAfterMs) await execution.pause(delayMs);
      else
        await park(
          {
            step: name,
            until: new Date(now + delayMs),
            since: tries.since,
            attempts: attempt,
            reason: message,
          },
          options,
        );
    }
  }
}

/** How long to wait before a database is asked again that does not answer. */
const PATIENCE_MS = 1000;

/** The tries before this execution, when the run was parked in this very step. */
async function remembered(
  name: string,
  { parking, log }: TryOptions,
): Promise<Pick<Stay, "attempts" | "since"> | undefined> {
  try {
    const stay = await parking.find();
    return stay?.step === name ? stay : undefined;
  } catch (error) {
    log.warn("run.parking_unknown", { error, message: messageOf(error) });
    return undefined;
  }
}

/** Lets go of the run, and never resolves: whoever takes it up again begins with the step's next try. */
async function park(stay: Stay, { execution, parking, log }: TryOptions): Promise<never> {
  for (;;) {
    try {
      // Where another execution has the run by now, there is nothing to let go of.
      if (await parking.park(stay))
        log.info("run.parked", { step: stay.step, until: stay.until, reason: stay.reason });
      execution.interrupt();
      return await new Promise<never>(() => undefined);
    } catch (error) {
      log.warn("run.not_parked", { error, message: messageOf(error) });
      await execution.pause(PATIENCE_MS);
    }
  }
}
