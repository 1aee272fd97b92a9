import { OSOrganicError } from "@osorganicai/core";

/** The promise's result, or `store_unavailable` after `timeoutMs`. A late result is harmless: a redelivery finds it. */
export async function withDeadline<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new OSOrganicError(
      "store_unavailable",
      `The database did not answer within ${timeoutMs} ms.`,
    );
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
