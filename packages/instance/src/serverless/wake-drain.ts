import type { DrainEnvironment } from "./drain-environment.ts";

/** How long the drain may take to say that it begins. */
const PATIENCE_MS = 10_000;

/**
 * Asks the drain to begin, so that a delivery need not wait for the next cron job. In a function of its own, because the
 * intake's has neither the time nor the code for an agent. Never rejects: the cron job comes anyway.
 * @param environment.address of our own deployment, never the request's: the secret goes there
 */
export async function wakeDrain({ secret, address }: DrainEnvironment): Promise<void> {
  if (secret === undefined || address === undefined) return;
  const headers = { authorization: `Bearer ${secret}` };
  await fetch(address, { method: "POST", headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => undefined,
  );
}
