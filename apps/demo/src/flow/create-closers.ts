/** What has to be ended, in the order in which it was started. */
export interface Closers {
  add(close: () => Promise<void>): void;
  /** Ends everything, the last first, even when some of it fails. @throws the first failure */
  closeAll(): Promise<void>;
}

/** An empty list. */
export function createClosers(): Closers {
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  return {
    add: (close) => void closers.push(close),
    closeAll: () => (closing ??= closeEach(closers.toReversed())),
  };
}

async function closeEach(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
