import { AsyncLocalStorage } from "node:async_hooks";

const fences = new AsyncLocalStorage<() => void>();

/** Does work, in which nothing is written to GitHub unless `mayWrite` passes at that very moment. */
export function withinFence<T>(mayWrite: () => void, work: () => Promise<T>): Promise<T> {
  return fences.run(mayWrite, work);
}

/** Asked right before a request that writes is sent. @throws what the fence around it throws */
export function passFence(): void {
  fences.getStore()?.();
}
