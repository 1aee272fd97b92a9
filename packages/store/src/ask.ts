import { type ErrorCode, OSOrganicError } from "@osorganicai/core";

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
  const sqlState = error.code || "none";
  const code = codeOf(status, sqlState);
  throw new OSOrganicError(code, sentences[code](operation, `code ${sqlState}, status ${status}`), {
    details: { operation, sqlState, status },
  });
}

type StoreErrorCode = Extract<ErrorCode, "store_unavailable" | "store_conflict" | "store_refused">;

const sentences: Readonly<Record<StoreErrorCode, (operation: string, facts: string) => string>> = {
  store_unavailable: (operation, facts) =>
    `The database did not answer ${operation} (${facts}). Check that it runs and is reachable.`,
  store_conflict: (operation, facts) =>
    `The database holds something else where ${operation} writes (${facts}).`,
  store_refused: (operation, facts) =>
    `The database refused ${operation} (${facts}). Check that its migrations are applied and that the secret key is used.`,
};

/** No answer, overload and broken connections pass by themselves. https://postgrest.org/en/stable/references/errors.html */
const passing = /^(08|40|53|55|57|58|PGRST00)/;

function codeOf(status: number, sqlState: string): StoreErrorCode {
  // 409 and class 23: something else is there already.
  if (status === 409 || sqlState.startsWith("23")) return "store_conflict";
  // lite answers every error it does not know with 500 and the code SUP: that is a refusal.
  if (sqlState === "SUP") return "store_refused";
  const overloaded = status === 0 || status === 408 || status === 429 || status >= 500;
  return overloaded || passing.test(sqlState) ? "store_unavailable" : "store_refused";
}
