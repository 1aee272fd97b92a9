import { afterAll, expect, test } from "vitest";
import { openPglite } from "../test-support/open-pglite.ts";
import { createSessionClient } from "./session-client.ts";

const { database, close } = await openPglite();
afterAll(close);

async function countRows(): Promise<unknown> {
  return (await createSessionClient(database).query("select count(*)::int as n from t")).rows[0]?.["n"];
}

test("a statement alone holds the session for itself only", async () => {
  const one = createSessionClient(database);
  await one.query("create table t (id int)");
  await createSessionClient(database).query("insert into t values ($1)", [1]);
  expect((await one.query("select id from t")).rows).toEqual([{ id: 1 }]);
});

test("a transaction holds the session from its begin to its end", async () => {
  const one = createSessionClient(database);
  await one.query("BEGIN ISOLATION LEVEL READ COMMITTED");
  await one.query("insert into t values (2)");
  const count = countRows();
  await one.query("insert into t values (3)");
  await one.query("ROLLBACK TO SAVEPOINT s").catch(() => undefined);
  await one.query("ROLLBACK");
  expect(await count).toBe(1);
});

test("a statement that fails outside of a transaction gives the session back", async () => {
  await expect(createSessionClient(database).query("select * from nowhere")).rejects.toMatchObject({
    code: "42P01",
  });
  expect(await countRows()).toBe(1);
});

test("a released client rolls back what it left open", async () => {
  const one = createSessionClient(database);
  await one.query("begin");
  await one.query("insert into t values (4)");
  one.release();
  one.release();
  expect(await countRows()).toBe(1);
});
