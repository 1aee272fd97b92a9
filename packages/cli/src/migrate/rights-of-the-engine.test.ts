import type { SqlSession } from "@osorganicai/core";
import { openLocalSupabase } from "@osorganicai/store/local";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "./connect.ts";
import { runMigrate } from "./run-migrate.ts";

const found = await findRealPostgres();
const postgres = `a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;

/** Whatever somebody of Supabase's API may do with anything of these schemas, and tables that anybody may who is granted them. */
const rights = `
select thing, role from (
  select n.oid::regnamespace::text as thing, role, has_schema_privilege(role, n.oid, 'usage, create') as allowed
  from pg_catalog.pg_namespace n, roles where n.nspname = 'dbos'
  union all
  select c.oid::regclass::text, role, case c.relkind when 'S' then has_sequence_privilege(role, c.oid, 'usage, select, update')
    else not c.relrowsecurity or has_table_privilege(role, c.oid, 'select, insert, update, delete, truncate, references, trigger')
      or has_any_column_privilege(role, c.oid, 'select, insert, update, references') end
  from pg_catalog.pg_class c, roles where c.relkind in ('r', 'p', 'v', 'm', 'S')
    and c.relnamespace in ('public'::regnamespace, 'dbos'::regnamespace)
  union all
  select p.oid::regprocedure::text, role, has_function_privilege(role, p.oid, 'execute')
  from pg_catalog.pg_proc p, roles where p.pronamespace in ('public'::regnamespace, 'dbos'::regnamespace)
) as rights where allowed order by 1, 2`;

/** Names of all things of these schemas. */
const things = `
select c.oid::regclass::text as thing from pg_catalog.pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S')
  and c.relnamespace in ('public'::regnamespace, to_regnamespace('dbos'))
union all
select p.oid::regprocedure::text from pg_catalog.pg_proc p
where p.pronamespace in ('public'::regnamespace, to_regnamespace('dbos'))`;

const read = async (session: SqlSession, sql: string) => (await session.query(sql)).rows;
const namesOf = async (session: SqlSession) =>
  (await read(session, things)).map(({ thing }) => String(thing));
const rightsOn = async (session: SqlSession, names: readonly string[]) => {
  const roles = "with roles(role) as (values ('anon'), ('authenticated'), ('service_role'))";
  return (await read(session, roles + rights)).filter(({ thing }) =>
    ["dbos", ...names].includes(String(thing)),
  );
};

test.skipIf(!found)(
  `${postgres} whose schema public is everybody's, as Supabase's, gives nobody anything of the engine`,
  async () => {
    const real = await openRealPostgres();
    onTestFinished(() => real.close());
    const url = new URL(real.url);
    await runMigrate({ url, dryRun: false }); // There are Supabase's roles from here on.
    await real.query("drop schema dbos cascade; drop schema public cascade; drop schema osorganicai cascade");
    await real.query(
      "create schema public; grant usage on schema public to anon, authenticated, service_role",
    );
    for (const kind of ["tables", "sequences", "functions"])
      await real.query(
        `alter default privileges in schema public grant all on ${kind} to anon, authenticated, service_role`,
      );
    await migrateEngine({ url: real.url });
    const session = await connect(url);
    onTestFinished(() => session.close());
    const ofTheEngine = await namesOf(session);
    await runMigrate({ url, dryRun: false });
    expect(ofTheEngine.length).toBeGreaterThan(30);
    expect(await rightsOn(session, ofTheEngine)).toEqual([]);
  },
);

test("the embedded database gives nobody anything of the engine", async () => {
  const { database, close } = await openLocalSupabase();
  onTestFinished(() => close());
  const inSession = async <T>(work: (session: SqlSession) => Promise<T>): Promise<T> => {
    const session = await database.acquire();
    try {
      return await work(session);
    } finally {
      await session.release();
    }
  };
  const before = await inSession(namesOf);
  await migrateEngine(database);
  const ofTheEngine = (await inSession(namesOf)).filter((name) => !before.includes(name));
  expect(ofTheEngine.length).toBeGreaterThan(30);
  expect(await inSession((session) => rightsOn(session, ofTheEngine))).toEqual([]);
});
