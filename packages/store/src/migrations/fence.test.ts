import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { recordRuns } from "../test-support/record-runs.ts";
import { serveRealPostgres } from "../test-support/serve-real-postgres.ts";
import { withSession } from "../with-session.ts";
import { migrate } from "./migrate.ts";

// Where there is no Postgres, the test reports by name that it did not run.
const found = await findRealPostgres();
const label = `a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;

/** The engine's function, of which the store knows that it raises for an executor that is past its deadline. */
const assertAlive = `
create function public.assert_alive(executor text) returns void language plpgsql as $$
begin
  if executor <> 'alive' then raise exception 'Executor % is past its deadline.', executor; end if;
end $$;`;

test.skipIf(!found)(
  `${label} takes writes of an executor that is alive and of nobody's run, and none of a dead one`,
  async () => {
    const { client, database, close } = serveRealPostgres(await openRealPostgres());
    onTestFinished(close);
    await migrate(database);
    await recordRuns(database);
    await withSession(database, (session) => session.execute(assertAlive));
    const effect = { kind: "comment", run_id: "r", subject: "s", parameter_hash: "h" };
    const insert = (id: string) => client.from("effects").insert({ ...effect, id });
    const settle = (id: string) => client.rpc("settle_effect", { effect_id: id, new_result: "1" });
    const name = "x-osorganicai-executor";

    for (const [id, executor] of Object.entries({ first: "alive", second: undefined })) {
      const write = insert(id);
      expect((await (executor ? write.setHeader(name, executor) : write)).error).toBeNull();
    }
    expect((await insert("third").setHeader(name, "dead")).error?.message).toContain("past its deadline");
    expect((await settle("first").setHeader(name, "dead")).error?.message).toContain("past its deadline");
    expect((await settle("second").setHeader(name, "alive")).data).toBe(true);
    const { data } = await client.from("effects").select("id, result").order("id");
    expect(data).toEqual([
      { id: "first", result: null },
      { id: "second", result: 1 },
    ]);
  },
);
