import { RunInterrupted } from "@osorganicai/core";

/** Knows what runs in this process. Closed, it lets running steps end and interrupts every run at its next one. */
export interface RunGate {
  /** Counts an execution until it ends. */
  admit(): Execution;
  /** Resolves when every execution has ended. */
  close(): Promise<void>;
}

/** One execution of one run. Interrupted, it does no further step; the run goes on elsewhere or later. */
export interface Execution {
  readonly interrupted: boolean;
  /** Rejects when the execution is interrupted, and never resolves. */
  readonly interruption: Promise<never>;
  interrupt(): void;
  /** @throws RunInterrupted when the execution is, or when the gate is closed, which interrupts it */
  pass(): void;
  /** Waits, unless the gate closes meanwhile, which interrupts the execution: then it never resolves. */
  pause(delayMs: number): Promise<void>;
  end(): void;
}

/** An open gate. */
export function createRunGate(): RunGate {
  const closed = Promise.withResolvers<void>();
  const idle = Promise.withResolvers<void>();
  let isClosed = false;
  let busy = 0;

  function admit(): Execution {
    const interruption = Promise.withResolvers<never>();
    // Nobody waits for it between steps.
    interruption.promise.catch(() => undefined);
    let interrupted = false;
    busy += 1;

    function interrupt(): void {
      interrupted = true;
      interruption.reject(new RunInterrupted());
    }

    return {
      get interrupted() {
        return interrupted;
      },
      interruption: interruption.promise,
      interrupt,
      pass() {
        if (isClosed) interrupt();
        if (interrupted) throw new RunInterrupted();
      },
      async pause(delayMs) {
        let timer: NodeJS.Timeout | undefined;
        const timeIsUp = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, delayMs);
        });
        await Promise.race([timeIsUp, closed.promise]);
        clearTimeout(timer);
        if (isClosed) interrupt();
        if (interrupted) await new Promise(() => undefined);
      },
      end() {
        busy -= 1;
        if (isClosed && busy === 0) idle.resolve();
      },
    };
  }

  return {
    admit,
    async close() {
      isClosed = true;
      closed.resolve();
      if (busy === 0) idle.resolve();
      await idle.promise;
    },
  };
}
