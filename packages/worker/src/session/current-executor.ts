import { AsyncLocalStorage } from "node:async_hooks";

const storage = new AsyncLocalStorage<string>();

/** Does the work of a run as this executor. */
export function runAs<T>(executor: string, work: () => Promise<T>): Promise<T> {
  return storage.run(executor, work);
}

/**
 * The executor on whose behalf this code runs; undefined outside of runs. Adapters send it along with what they write as
 * `x-osorganicai-executor`, so that the database refuses what comes after its deadline.
 */
export function currentExecutor(): string | undefined {
  return storage.getStore();
}
