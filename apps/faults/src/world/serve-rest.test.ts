import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { migrateDatabase } from "./migrate-database.ts";
import { type Rest, serveRest } from "./serve-rest.ts";

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

const fail = `create function public.fail(state text) returns void language plpgsql as
  $$ begin raise exception using errcode = state, message = 'no'; end $$`;

async function open(): Promise<{ readonly rest: Rest; readonly database: RealPostgres }> {
  const database = await openRealPostgres();
  onTestFinished(() => database.close());
  await migrateDatabase(database.url);
  await database.query(fail);
  const rest = await serveRest(database.url);
  onTestFinished(() => rest.close());
  // lite prints what fails.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  return { rest, database };
}

const headersFor = ({ key }: Rest) => ({
  apikey: key,
  authorization: `Bearer ${key}`,
  "content-type": "application/json",
});

test.runIf(found)(`${postgres} refuses what a worker writes to a table after its deadline`, async () => {
  const { rest, database } = await open();
  const ask = async (executor?: string) => {
    const headers = { ...headersFor(rest), ...(executor && { "x-osorganicai-executor": executor }) };
    const body = JSON.stringify({
      id: executor ?? "nobody",
      kind: "comment",
      run_id: "r",
      subject: "s",
      parameter_hash: "h",
    });
    const answer = await fetch(`${rest.url}/rest/v1/effects`, { method: "POST", headers, body });
    return answer.ok ? "written" : ((await answer.json()) as { readonly code: string }).code;
  };
  await database.query("select public.register_executor('worker.alive', 60000)");
  expect([await ask(), await ask("worker.alive"), await ask("worker.dead")]).toEqual([
    "written",
    "written",
    "OSX01",
  ]);
});

test.runIf(found)(`${postgres} that fails is heard with its own code, whatever its words`, async () => {
  const { rest } = await open();
  // A start, an end, a statement's time, a lock, a deadlock, a conflict, too many connections, a deadline of ours.
  const states = ["57P03", "57P01", "57014", "55P03", "40P01", "40001", "53300", "OSX01"];
  const heard = await Promise.all(
    states.map(async (state) => {
      const body = JSON.stringify({ state });
      const headers = headersFor(rest);
      const answer = await fetch(`${rest.url}/rest/v1/rpc/fail`, { method: "POST", headers, body });
      return ((await answer.json()) as { readonly code: string }).code;
    }),
  );
  expect(heard).toEqual(states);
});
