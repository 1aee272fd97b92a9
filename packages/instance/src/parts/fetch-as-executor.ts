import { currentExecutor } from "@osorganicai/worker";

/**
 * Names the executor that a run's request is made for, so that the database refuses what a worker writes that woke up
 * after its deadline. Other requests, such as the intake's, go as they are.
 */
export function fetchAsExecutor(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const executor = currentExecutor();
  if (executor === undefined) return fetch(input, init);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set("x-osorganicai-executor", executor);
  return fetch(input, { ...init, headers });
}
