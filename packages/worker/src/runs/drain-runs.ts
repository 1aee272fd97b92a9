import type { Clock } from "@osorganicai/core";
import type { RunCount } from "./count-runs.ts";

/** How often {@link drainRuns} looks. Waiting for a run's result would look once a second. */
const DRAIN_INTERVAL_MS = 50;

/** What is drained, and for how long. */
export interface DrainOptions {
  /** @param moment when the time is up */
  readonly count: (moment: Date) => Promise<RunCount>;
  readonly seconds: number;
  readonly clock: Clock;
}

/** See core's `Engine.drain`. */
export async function drainRuns({ count, seconds, clock }: DrainOptions): Promise<number> {
  const timeIsUp = AbortSignal.timeout(seconds * 1000);
  const moment = new Date(clock.now().getTime() + seconds * 1000);
  for (;;) {
    const { left, worthwhile } = await count(moment);
    if (worthwhile === 0 || timeIsUp.aborted) return left;
    await new Promise((resolve) => setTimeout(resolve, DRAIN_INTERVAL_MS));
  }
}
