import { DBOS } from "@dbos-inc/dbos-sdk";
import { type Clock, type Logger, messageOf, OSOrganicError, type RunContext } from "@osorganicai/core";
import { delayBeforeRetry, type RetryPolicy } from "./retry-policy.ts";
import type { RunGate } from "./run-gate.ts";
import { openResult, type StepResult, storeError, storeValue } from "./step-result.ts";

/** What steps need beside their work. */
export interface StepOptions {
  readonly gate: RunGate;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Durable steps of one execution of one run. */
export function createStep(options: StepOptions): RunContext["step"] {
  let running: string | undefined;

  return async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (running !== undefined) throw atOnce(name, running);
    running = name;
    try {
      await options.gate.pass();
      const result = await DBOS.runStep(() => tryUntilFinal(name, work, options), { name });
      return openResult<T>(result);
    } finally {
      running = undefined;
    }
  };
}

/** Never rejects: DBOS would store a rejection in its own way. */
async function tryUntilFinal(
  name: string,
  work: () => Promise<unknown>,
  { gate, retry, clock, log }: StepOptions,
): Promise<StepResult> {
  const startedAt = clock.now().getTime();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return storeValue(await work());
    } catch (error) {
      const elapsedMs = clock.now().getTime() - startedAt;
      const delayMs = delayBeforeRetry({ error, attempt, elapsedMs }, retry, Math.random());
      log.warn("step.failed", { step: name, attempt, delayMs, error, message: messageOf(error) });
      if (delayMs === undefined) return storeError(error);
      await gate.pause(delayMs);
    }
  }
}

/** After a crash nobody could tell which of the two came first. */
function atOnce(name: string, running: string): OSOrganicError {
  return new OSOrganicError(
    "engine_misused",
    `Step ${name} was started while ${running} was running. Await each step before the next one.`,
  );
}
