import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OSOrganicError } from "@osorganicai/core";
import { afterEach, expect, test } from "vitest";
import { connectSupabase } from "./connect-supabase.ts";
import { createSupabaseStore } from "./create-supabase-store.ts";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

/** What the store makes of one answer of a REST API. Undefined: it never answers. */
async function failureOf(answer: { readonly status: number; readonly body: unknown } | undefined) {
  const server = createServer((_request, response) => {
    if (answer === undefined) return;
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => (server.closeAllConnections(), server.close()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return failureAt(url);
}

async function failureAt(url: string): Promise<OSOrganicError> {
  const store = createSupabaseStore({ client: connectSupabase({ url, key: "sb_secret_x", timeoutMs: 300 }) });
  const error: unknown = await store.patches.list("run").catch((thrown: unknown) => thrown);
  if (!(error instanceof OSOrganicError)) throw new Error("no OSOrganicError was thrown", { cause: error });
  return error;
}

const leaky = { message: "value secret is wrong", details: "Key (id)=(secret)", hint: "secret" };

for (const { what, status, sqlState, code } of [
  { what: "an overloaded API", status: 503, sqlState: "PGRST002", code: "store_unavailable" },
  { what: "a Postgres that restarts", status: 503, sqlState: "57P01", code: "store_unavailable" },
  { what: "a serialization failure", status: 400, sqlState: "40001", code: "store_unavailable" },
  { what: "a full rate limit", status: 429, sqlState: "", code: "store_unavailable" },
  { what: "a Postgres without room", status: 400, sqlState: "53100", code: "store_unavailable" },
  { what: "a row that another one needs", status: 400, sqlState: "23503", code: "store_conflict" },
  { what: "a conflict without a code", status: 409, sqlState: "", code: "store_conflict" },
  { what: "a duplicate key", status: 409, sqlState: "23505", code: "store_conflict" },
  { what: "a wrong key", status: 401, sqlState: "", code: "store_refused" },
  { what: "a missing table", status: 404, sqlState: "PGRST205", code: "store_refused" },
  { what: "an error lite does not know", status: 500, sqlState: "SUP", code: "store_refused" },
] as const)
  test(`${what} becomes ${code}, without what the database said`, async () => {
    const error = await failureOf({ status, body: { ...leaky, code: sqlState } });
    expect(error.code).toBe(code);
    expect(error.details).toEqual({ operation: "patches.list", sqlState: sqlState || "none", status });
    expect(JSON.stringify([error.message, error, error.cause])).not.toContain("secret is wrong");
  });

test("a database that never answers becomes store_unavailable, after the time limit", async () => {
  expect(await failureOf(undefined)).toMatchObject({ code: "store_unavailable", retryable: true });
});

test("a database that is not there becomes store_unavailable and says what to check", async () => {
  const error = await failureAt("http://127.0.0.1:1");
  expect(error.code).toBe("store_unavailable");
  expect(error.message).toContain("Check that it runs and is reachable.");
});
