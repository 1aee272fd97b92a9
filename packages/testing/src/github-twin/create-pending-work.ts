/** Counts what has been started and has not ended. */
export interface PendingWork {
  /** Counts a piece of work until it ends, one way or the other. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is left, and nothing came out of what was left. */
  idle(): Promise<void>;
}

/** Nothing to do yet. */
export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<unknown>>();
  return {
    track(work) {
      const settled: Promise<unknown> = work.catch(() => {}).then(() => pending.delete(settled));
      pending.add(settled);
      return work;
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
