import { messageOf, OSOrganicError, type SqlResult, type SqlSession } from "@osorganicai/core";
import pg from "pg";

/** A connection of our own. */
export interface Connection extends SqlSession {
  close(): Promise<void>;
}

/** @throws OSOrganicError `store_unavailable` in one sentence that never shows the password */
export async function connect(
  url: URL,
  { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {},
): Promise<Connection> {
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: timeoutMs });
  // A connection that dies while idle is reported by the next query.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw new OSOrganicError(
      "store_unavailable",
      withoutPassword(
        `The database at ${url.host}${url.pathname} cannot be reached: ${reasonOf(cause)}. Check its address, user and password.`,
        url,
      ),
    );
  }
  return {
    async query(sql, parameters = []) {
      const result = await client.query<SqlResult["rows"][number]>(sql, [...parameters]);
      return { rows: result.rows, rowCount: result.rowCount ?? 0, fields: result.fields };
    },
    async execute(sql) {
      await client.query(sql);
    },
    close: () => client.end(),
  };
}

/** Node tries several addresses of one host and then has no sentence of its own. */
function reasonOf(error: unknown): string {
  return error instanceof AggregateError ? error.errors.map(messageOf).join("; ") : messageOf(error);
}

/** Whatever a database says about an address, its password does not leave. */
export function withoutPassword(text: string, { password }: URL): string {
  if (password === "") return text;
  const spellings = [password, decodeURIComponent(password)];
  return spellings.reduce((result, spelling) => result.replaceAll(spelling, "…"), text);
}
