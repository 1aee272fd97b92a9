const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Aborted by the first signal that asks to stop; the same signal once more ends the process at once. On request also
 * by the end of standard input, which comes however the process at its other end dies.
 */
export function listenForStop({ untilStdinEnds }: { readonly untilStdinEnds: boolean }): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const signal of signals) process.once(signal, stop);
  if (untilStdinEnds) process.stdin.once("end", stop).once("error", stop).resume();
  return controller.signal;
}
