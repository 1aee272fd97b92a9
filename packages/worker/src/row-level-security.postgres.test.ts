import type { ExclusiveDatabase, SqlSession } from "@osorganicai/core";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateEngine } from "./migrations/migrate-engine.ts";
import { becomeSupabase } from "./test-support/become-supabase.ts";
import { openClient } from "./test-support/open-client.ts";
import { openPglite } from "./test-support/open-pglite.ts";

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;
const callers = ["anon", "authenticated", "service_role"] as const;

/** Everything there is of the engine: whatever a later version adds is asked for, too. */
interface Engine {
  /** `dbos.workflow_status` and the like, each with one of its columns. */
  readonly tables: ReadonlyMap<string, string>;
  readonly sequences: readonly string[];
  /** Each as a call with as many nulls as it takes. */
  readonly calls: readonly string[];
}

for (const { label, runs, open } of [
  {
    label: "PGlite",
    runs: true,
    async open() {
      const { database, close } = await openPglite();
      return { database, target: database, close };
    },
  },
  {
    label: postgres,
    runs: found,
    async open() {
      const real = await openRealPostgres();
      const { database, close } = openClient(real.url);
      return { database, target: { url: real.url }, close: () => close().then(real.close) };
    },
  },
])
  describe.runIf(runs)(label, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let engine: Engine;
    beforeAll(async () => {
      opened = await open();
      await inSession(opened.database, (session) => session.execute(becomeSupabase));
      await migrateEngine(opened.target);
      engine = await inSession(opened.database, readEngine);
    });
    afterAll(() => opened.close());

    test(`${label}: all of the engine is asked for`, () => {
      const { tables, sequences, calls } = engine;
      expect([...tables.keys()]).toEqual(expect.arrayContaining(["dbos.workflow_status", "executors"]));
      expect(sequences).toContain("run_order");
      for (const name of ["dbos.enqueue_workflow(", "enqueue_run(", "purge_runs(", "take_over_runs("])
        expect(calls.filter((call) => call.startsWith(name))).toHaveLength(1);
      expect(tables.size + sequences.length + calls.length).toBeGreaterThan(30);
    });

    test.each(callers)(`${label}: %s does nothing with anything of the engine`, async (caller) => {
      const statements = usesOf(engine);
      expect(await allowedTo(opened.database, { caller, statements, before: "" })).toEqual([]);
      expect(statements.length).toBeGreaterThan(100);
    });

    test.each(callers)(
      `${label}: let into the schema by mistake, %s finds every door shut`,
      async (caller) => {
        const before = `grant usage on schema dbos to ${caller}`;
        const statements = usesOf(engine);
        expect(await allowedTo(opened.database, { caller, statements, before })).toEqual([]);
      },
    );

    test.each(["anon", "authenticated"])(
      `${label}: whatever tables are granted by mistake, %s sees no row of them and writes none`,
      async (caller) => {
        const before = `grant usage on schema dbos to ${caller};
          grant all on all tables in schema dbos, public to ${caller};
          select public.register_executor('fn.1', 60000)`;
        for (const table of engine.tables.keys())
          expect(await rowsSeen(opened.database, { caller, table, before }), table).toBe(0);
        const inserts = ["insert into executors (id, deadline) values ('x', 'infinity')"];
        expect(await allowedTo(opened.database, { caller, statements: inserts, before })).toEqual([]);
      },
    );

    test(`${label}: what a later version of DBOS adds is shut with the next migration`, async () => {
      await inSession(opened.database, (session) =>
        session.execute(`create table dbos.future (id int); grant all on dbos.future to anon;
          create function dbos.future() returns int language sql as 'select 1';
          update dbos.dbos_migrations set version = version - 1`),
      );
      const applied = await migrateEngine(opened.target);
      expect(applied).toEqual([expect.stringMatching(/^DBOS' schema \d+$/)]);
      const { rows } = await inSession(opened.database, (session) =>
        session.query(
          `select has_table_privilege('anon', 'dbos.future', 'select') as reads, relrowsecurity as secured,
                  has_function_privilege('anon', 'dbos.future()', 'execute') as calls
           from pg_catalog.pg_class where oid = 'dbos.future'::regclass`,
        ),
      );
      expect(rows).toEqual([{ reads: false, secured: true, calls: false }]);
    });
  });

async function inSession<T>(
  database: ExclusiveDatabase,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const session = await database.acquire();
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}

const relations = `
select c.oid::regclass::text as name, relkind = 'S' as "isSequence", quote_ident(a.attname) as "column"
from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = 1
where relnamespace in ('public'::regnamespace, 'dbos'::regnamespace) and relkind in ('r', 'p', 'v', 'm', 'f', 'S') order by 1`;

const routines = `
select p.oid::regproc::text || '(' || coalesce((
         select string_agg('null::' || format_type(type, null), ', ' order by place)
         from unnest(p.proargtypes) with ordinality as arguments(type, place)), '') || ')' as call
from pg_catalog.pg_proc p where p.pronamespace in ('public'::regnamespace, 'dbos'::regnamespace) order by 1`;

async function readEngine(session: SqlSession): Promise<Engine> {
  const { rows } = await session.query(relations);
  const [sequences, tables] = [true, false].map((isSequence) =>
    rows
      .filter((row) => row["isSequence"] === isSequence)
      .map((row) => [String(row["name"]), String(row["column"])] as const),
  );
  const calls = (await session.query(routines)).rows.map(({ call }) => String(call));
  return { tables: new Map(tables), sequences: (sequences ?? []).map(([name]) => name), calls };
}

/** None of them changes anything, and nothing but a missing right refuses them. */
function usesOf({ tables, sequences, calls }: Engine): readonly string[] {
  return [
    ...[...tables].flatMap(([table, column]) => [
      `select from ${table}`,
      `update ${table} set ${column} = null where false`,
      `insert into ${table} select * from ${table} where false`,
      `delete from ${table} where false`,
      `truncate ${table}`,
      `lock table ${table} in access exclusive mode`,
    ]),
    ...sequences.map((sequence) => `select nextval('${sequence}')`),
    ...calls.map((call) => `select ${call}`),
  ];
}

/** Those that were not refused for want of a right. Everything is taken back. */
async function allowedTo(
  database: ExclusiveDatabase,
  {
    caller,
    statements,
    before,
  }: { readonly caller: string; readonly statements: readonly string[]; readonly before: string },
): Promise<readonly string[]> {
  return inSession(database, async (session) => {
    const allowed: string[] = [];
    await session.execute(`begin; ${before}`);
    await session.execute(`set local role ${caller}`);
    for (const statement of statements) {
      await session.execute("savepoint try");
      const refusal = await session.query(statement).then(
        () => "done",
        (error: { readonly code?: string }) => error.code,
      );
      await session.execute("rollback to savepoint try");
      if (refusal !== "42501") allowed.push(`${statement}: ${refusal}`);
    }
    return allowed;
  });
}

async function rowsSeen(
  database: ExclusiveDatabase,
  { caller, table, before }: { readonly caller: string; readonly table: string; readonly before: string },
): Promise<number> {
  return inSession(database, async (session) => {
    await session.execute(`begin; ${before}`);
    await session.execute(`set local role ${caller}`);
    return (await session.query(`select from ${table} limit 10`)).rowCount;
  });
}
