import { DBOS } from "@dbos-inc/dbos-sdk";
import { OSOrganicError, type RunContext } from "@osorganicai/core";
import { openResult } from "./step-result.ts";
import { type TryOptions, tryUntilFinal } from "./try-until-final.ts";

/** As `public.refuse_executor` says it. */
const PAST_DEADLINE = "OSX01";

/** Durable steps of one execution of one run. */
export function createStep(options: TryOptions): RunContext["step"] {
  const { execution } = options;
  let running: string | undefined;

  /** Past its deadline a worker stores nothing, and that is no failure of the work: its run goes on elsewhere. */
  async function interruptWhoIsLate(error: unknown): Promise<never> {
    if ((error as { readonly code?: unknown }).code !== PAST_DEADLINE) throw error;
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
      return openResult<T>(await Promise.race([result.catch(interruptWhoIsLate), execution.interruption]));
    } finally {
      running = undefined;
    }
  };
}

/** After a crash nobody could tell which of the two came first. */
function atOnce(name: string, running: string): OSOrganicError {
  return new OSOrganicError(
    "engine_misused",
    `Step ${name} was started while ${running} was running. Await each step before the next one.`,
  );
}
