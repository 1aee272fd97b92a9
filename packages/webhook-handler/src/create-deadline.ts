import { OSOrganicError } from "@osorganicai/core";

/** The end of a request's time, which begins when it comes in. */
export interface Deadline {
  /** The promise's result, or `store_unavailable` when time is up. A late result is harmless: a redelivery finds it. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Forgets the timer. */
  end(): void;
}

/** Starts now. */
export function createDeadline(timeoutMs: number): Deadline {
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => {}); // It may be over before anybody races it.
  const timer = setTimeout(
    () =>
      reject(new OSOrganicError("store_unavailable", `The database did not answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  return {
    race: (promise) => Promise.race([promise, late]),
    end: () => clearTimeout(timer),
  };
}
