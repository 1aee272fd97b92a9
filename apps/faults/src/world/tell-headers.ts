import { AsyncLocalStorage } from "node:async_hooks";

/** A connection of lite, as far as it prepares a request's transaction. */
interface SessionContext {
  applyJwtSessionContext(transaction: RawTransaction, ...rest: unknown[]): Promise<void>;
}

/** A transaction of kysely, as far as it takes a statement as it is. */
interface RawTransaction {
  executeQuery(query: object): Promise<unknown>;
}

/**
 * PostgREST tells SQL the headers of every request, lite only those of function calls: the fence against late workers reads
 * them. The store's tests have this of their own, because nothing but tests may import what both could share.
 * https://postgrest.org/en/stable/references/transactions.html#request-headers-cookies-and-jwt-claims
 */
export function tellHeaders(
  ask: (request: Request) => Promise<Response>,
  connection: object,
): (request: Request) => Promise<Response> {
  const asked = new AsyncLocalStorage<Headers>();
  const target = connection as SessionContext;
  const apply = target.applyJwtSessionContext.bind(target);
  target.applyJwtSessionContext = async (transaction, ...rest) => {
    await apply(transaction, ...rest);
    const headers = asked.getStore();
    if (headers) await transaction.executeQuery(setHeaders(headers));
  };
  return (request) => asked.run(request.headers, () => ask(request));
}

function setHeaders(headers: Headers): object {
  const sql = "select set_config('request.headers', $1, true)";
  const query = { kind: "RawNode", sqlFragments: [sql], parameters: [] };
  return {
    sql,
    parameters: [JSON.stringify(Object.fromEntries(headers))],
    query,
    queryId: { queryId: "headers" },
  };
}
