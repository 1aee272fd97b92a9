/** Signals that end a command, and the exit code by the custom of shells: 128 and the signal's number. */
const exitCodeBySignal = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Somebody wants the command to end now. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(signal: keyof typeof exitCodeBySignal, consequence: string) {
    super(`Interrupted by ${signal}: ${consequence}.`);
    this.exitCode = exitCodeBySignal[signal];
  }
}

/**
 * Work that signals can interrupt; what it was doing is abandoned, not awaited.
 * @param consequence what that means to a person, as the end of a sentence
 * @throws Interrupted
 */
export async function abandonWhenInterrupted<T>(
  consequence: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const signals = Object.keys(exitCodeBySignal) as (keyof typeof exitCodeBySignal)[];
  let interrupt: (signal: NodeJS.Signals) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = (signal) => {
      controller.abort();
      reject(new Interrupted(signal as keyof typeof exitCodeBySignal, consequence));
    };
  });
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await Promise.race([work(controller.signal), interrupted]);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
