import { DBOS, DBOSWorkflowConflictError, Error as DbosErrors } from "@dbos-inc/dbos-sdk";
import { OSOrganicError, type RunContext } from "@osorganicai/core";
import { openResult } from "./step-result.ts";
import { type TryOptions, tryUntilFinal } from "./try-until-final.ts";

/** As `public.refuse_executor` says it. */
const PAST_DEADLINE = "OSX01";

/** Durable steps of one execution of one run. */
export function createStep(options: TryOptions): RunContext["step"] {
  const { execution } = options;
  let running: string | undefined;

  /** Whoever has lost its run stores nothing, and that is no failure of the work: the run goes on elsewhere, or is over. */
  async function interruptWhoLost(error: unknown): Promise<never> {
    if (!isLoss(error)) throw error;
    execution.interrupt();
    return execution.interruption;
  }

  return async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (running !== undefined) throw atOnce(name, running);
    running = name;
    try {
      execution.pass();
      // An interrupted step never ends, because DBOS would store whatever it ended with.
      const result = DBOS.runStep(() => tryUntilFinal(name, work, options), { name });
      return openResult<T>(await Promise.race([result.catch(interruptWhoLost), execution.interruption]));
    } finally {
      running = undefined;
    }
  };
}

/** The deadline has passed, another one has the run by now, or a human has cancelled it: within a step, or before it. */
function isLoss(error: unknown): boolean {
  return (
    (error as { readonly code?: unknown }).code === PAST_DEADLINE ||
    error instanceof DBOSWorkflowConflictError ||
    error instanceof DbosErrors.DBOSWorkflowCancelledError
  );
}

/** After a crash nobody could tell which of the two came first. */
function atOnce(name: string, running: string): OSOrganicError {
  return new OSOrganicError(
    "engine_misused",
    `Step ${name} was started while ${running} was running. Await each step before the next one.`,
  );
}
