/**
 * Knows what runs in this process. Closed, it lets running steps end and holds every run back at its next one: such a
 * run is parked. It never goes on here; the next start takes it up from what is stored.
 */
export interface RunGate {
  /** Counts a run until it ends or parks. */
  admit(run: () => Promise<void>): Promise<void>;
  /** Resolves at once while the gate is open, and never once it is closed. */
  pass(): Promise<void>;
  /** Waits, unless the gate closes meanwhile; then it never resolves. */
  pause(delayMs: number): Promise<void>;
  /** Resolves when every run has ended or parked. @returns how many are parked */
  close(): Promise<number>;
}

/** An open gate. */
export function createRunGate(): RunGate {
  const closed = Promise.withResolvers<void>();
  const idle = Promise.withResolvers<void>();
  let isClosed = false;
  let busy = 0;
  let parked = 0;

  function leave(): void {
    busy -= 1;
    if (isClosed && busy === 0) idle.resolve();
  }

  function park(): Promise<never> {
    parked += 1;
    leave();
    return new Promise(() => undefined);
  }

  return {
    async admit(run) {
      busy += 1;
      try {
        await run();
      } finally {
        leave();
      }
    },
    pass: async () => (isClosed ? park() : undefined),
    async pause(delayMs) {
      let timer: NodeJS.Timeout | undefined;
      const timeIsUp = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, delayMs);
      });
      await Promise.race([timeIsUp, closed.promise]);
      clearTimeout(timer);
      if (isClosed) await park();
    },
    async close() {
      isClosed = true;
      closed.resolve();
      if (busy === 0) idle.resolve();
      await idle.promise;
      return parked;
    },
  };
}
