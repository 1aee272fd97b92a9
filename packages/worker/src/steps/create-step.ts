import { DBOS } from "@dbos-inc/dbos-sdk";
import { OSOrganicError, type RunContext } from "@osorganicai/core";
import { openResult } from "./step-result.ts";
import { type TryOptions, tryUntilFinal } from "./try-until-final.ts";

/** Durable steps of one execution of one run. */
export function createStep(options: TryOptions): RunContext["step"] {
  const { execution } = options;
  let running: string | undefined;

  return async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (running !== undefined) throw atOnce(name, running);
    running = name;
    try {
      execution.pass();
      // An interrupted step never ends, because DBOS would store whatever it ended with.
      const result = DBOS.runStep(() => tryUntilFinal(name, work, options), { name });
      return openResult<T>(await Promise.race([result, execution.interruption]));
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
