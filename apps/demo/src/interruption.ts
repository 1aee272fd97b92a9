import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ends what is under way, in order. */
export interface Interruption {
  /** Aborted by the first signal; its reason is an {@link Interrupted}. */
  readonly signal: AbortSignal;
  /** Rejects with that reason. */
  readonly happened: Promise<never>;
}

/** Thrown when somebody does not want to wait for the end. */
export class Interrupted extends Error {
  /** As shells count it: 128 and the signal's number. */
  readonly exitCode: number;

  constructor(signal: (typeof signals)[number]) {
    super(`Interrupted by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** Ctrl-C and its like: what was started is ended. The same signal once more does not wait for that. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  for (const name of signals) process.once(name, () => controller.abort(new Interrupted(name)));
  const { signal } = controller;
  const happened = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Interrupted));
  });
  // Whoever waits for something else first need not hear of it.
  happened.catch(() => {});
  return { signal, happened };
}
