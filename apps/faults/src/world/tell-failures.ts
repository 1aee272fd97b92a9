import { AsyncLocalStorage } from "node:async_hooks";

/** What serves requests on a database. */
interface Server {
  fetch(request: Request): Response | Promise<Response>;
}

/** A connection of lite, as far as it is shown every error. */
interface ErrorReader {
  normalizeDbError(error: unknown): unknown;
}

/**
 * lite says `SUP` of every error that it does not know, a database that restarts included. PostgREST gives the SQLSTATE, and
 * 503 where there was no answer. https://postgrest.org/en/stable/references/errors.html
 */
export function tellFailures(
  server: Server,
  connection: ErrorReader,
): (request: Request) => Promise<Response> {
  const asked = new AsyncLocalStorage<{ error?: unknown }>();
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (error) => {
    const request = asked.getStore();
    if (request) request.error = error;
    return normalize(error);
  };
  return (request) => {
    const seen: { error?: unknown } = {};
    return asked.run(seen, async () => {
      const answer = await server.fetch(request);
      return (await isUnknown(answer)) ? (toAnswer(seen.error) ?? answer) : answer;
    });
  };
}

async function isUnknown(answer: Response): Promise<boolean> {
  return answer.status === 500 && (await answer.clone().text()).includes('"SUP"');
}

/** Undefined for what has no code: it is a mistake, of lite or of ours. */
function toAnswer(error: unknown): Response | undefined {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code !== "string") return undefined;
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  return isSqlState ? Response.json({ code, message }, { status: 500 }) : sayUnavailable();
}

/** As PostgREST does while its database is away. */
export function sayUnavailable(): Response {
  const message = "Database connection error. Retrying the connection.";
  return Response.json({ code: "PGRST001", message }, { status: 503 });
}
