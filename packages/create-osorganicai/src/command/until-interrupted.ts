/** Signals that end the work, and the exit code by the custom of shells: 128 and the signal's number. */
const exitCodeBySignal = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof exitCodeBySignal;

/** Somebody wants the work to end now. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(signal: Signal = "SIGINT") {
    super("Interrupted: nothing is left behind.");
    this.exitCode = exitCodeBySignal[signal];
  }
}

/**
 * Work that a signal aborts, and that cleans up before it ends. The same signal once more ends the process at once.
 * @throws Interrupted
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => controller.abort(new Interrupted(signal as Signal));
  const signals = Object.keys(exitCodeBySignal) as Signal[];
  for (const signal of signals) process.once(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
