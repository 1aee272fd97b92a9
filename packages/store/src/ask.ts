import { storeError } from "./store-error.ts";

/** What supabase-js resolves with, whether it worked or not. */
interface Answer {
  readonly data: unknown;
  readonly error: { readonly code?: string } | null;
  /** HTTP status, or 0 when there was no answer at all. */
  readonly status: number;
}

/**
 * Awaits one request of supabase-js. Its errors quote parameters, so nothing of them but the code goes on.
 * @param operation names the request in errors, e.g. `deliveries.load`
 * @throws OSOrganicError `store_unavailable`, `store_conflict`, `store_refused`
 */
export async function ask<Data>(operation: string, request: PromiseLike<Answer>): Promise<Data> {
  const { data, error, status } = await request;
  if (error === null) return data as Data;
  throw storeError(operation, { sqlState: error.code || "none", status });
}
