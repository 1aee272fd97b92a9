import { type ErrorCode, OSOrganicError } from "@osorganicai/core";

/** What is known of a request that failed. */
export interface StoreFailure {
  /** SQLSTATE or a code of PostgREST, `none` when there was none. */
  readonly sqlState: string;
  /** HTTP status, or what comes closest; 0 when there was no answer at all. */
  readonly status: number;
}

/**
 * An error that says nothing of a request's parameters.
 * @param operation names the request, e.g. `deliveries.load`
 */
export function storeError(operation: string, { sqlState, status }: StoreFailure): OSOrganicError {
  const code = codeOf(status, sqlState);
  return new OSOrganicError(code, sentences[code](operation, `code ${sqlState}, status ${status}`), {
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

/** No answer, overload, a standby and broken connections pass by themselves. https://postgrest.org/en/stable/references/errors.html */
const passing = /^(08|25006|40|53|55|57|58|PGRST00)/;

function codeOf(status: number, sqlState: string): StoreErrorCode {
  // 409 and class 23: something else is there already.
  if (status === 409 || sqlState.startsWith("23")) return "store_conflict";
  // lite answers every error it does not know with 500 and the code SUP: that is a refusal.
  if (sqlState === "SUP") return "store_refused";
  const overloaded = status === 0 || status === 408 || status === 429 || status >= 500;
  return overloaded || passing.test(sqlState) ? "store_unavailable" : "store_refused";
}
