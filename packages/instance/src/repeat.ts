/** Work that is done again and again. */
export interface Repetition {
  /** Does it once, and from then on `everyMs` after the last time has ended. */
  start(): Promise<void>;
  /** Aborts what is under way and resolves when it has ended. Safe to call twice, and before `start`. */
  stop(): Promise<void>;
}

/** @param work never rejects */
export function repeat(everyMs: number, work: (signal: AbortSignal) => Promise<unknown>): Repetition {
  let stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function once(): Promise<void> {
    running = work(stopping.signal);
    await running;
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => void once(), everyMs);
    timer.unref(); // Keeps no process alive.
  }

  return {
    async start() {
      stopping = new AbortController();
      await once();
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
