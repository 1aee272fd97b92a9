import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { migrateDatabase } from "./migrate-database.ts";
import { serveRest } from "./serve-rest.ts";

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

const fail = `create function public.fail(state text) returns void language plpgsql as
  $$ begin raise exception using errcode = state, message = 'no'; end $$`;

test.runIf(found)(`${postgres} that fails is heard with its own code, whatever its words`, async () => {
  const database = await openRealPostgres();
  onTestFinished(() => database.close());
  await migrateDatabase(database.url);
  await database.query(fail);
  const rest = await serveRest(database.url);
  onTestFinished(() => rest.close());
  // lite prints what fails.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  // A start, an end, a statement's time, a lock, a deadlock, a conflict, too many connections, a deadline of ours.
  const states = ["57P03", "57P01", "57014", "55P03", "40P01", "40001", "53300", "OSX01"];
  const heard = await Promise.all(
    states.map(async (state) => {
      const headers = {
        apikey: rest.key,
        authorization: `Bearer ${rest.key}`,
        "content-type": "application/json",
      };
      const body = JSON.stringify({ state });
      const answer = await fetch(`${rest.url}/rest/v1/rpc/fail`, { method: "POST", headers, body });
      return ((await answer.json()) as { readonly code: string }).code;
    }),
  );
  expect(heard).toEqual(states);
});
