/** A fetch whose requests end after a time at most. */
export function boundFetch(send: typeof fetch, timeoutMs: number): typeof fetch {
  return (input, init) => send(input, { ...init, signal: boundedBy(timeoutMs, init?.signal) });
}

function boundedBy(timeoutMs: number, signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
