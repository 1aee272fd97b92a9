import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "@osorganicai/core";

/** Whose request is being served, so that the output of everybody else is left alone. */
const served = new AsyncLocalStorage<Logger>();
let users = 0;
let original: typeof console.error | undefined;

/** Catches what lite prints about requests. */
export interface ErrorCapture {
  /** Runs a request of lite; what it prints goes to `log`. */
  run<T>(log: Logger, work: () => Promise<T>): Promise<T>;
  /** Gives `console.error` back. */
  end(): void;
}

/** lite prints every SQL error with all its parameters to `console.error`; only the error's code is fit for a log. */
export function captureErrors(): ErrorCapture {
  users += 1;
  if (users === 1) {
    original = console.error;
    console.error = printOrLog;
  }
  return {
    run: (log, work) => served.run(log, work),
    end() {
      users -= 1;
      if (users === 0 && original && console.error === printOrLog) console.error = original;
    },
  };
}

function printOrLog(...values: readonly unknown[]): void {
  const log = served.getStore();
  if (log) log.warn("database.refused", { code: codeOf(values[0]) });
  else original?.(...values);
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" ? code : "unknown";
}
