import { type ConversationStatus, canTransition, type SqlSession, statusLabels } from "@osorganicai/core";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSupabaseStore } from "./create-supabase-store.ts";
import { openLocalSupabase } from "./local/open-local-supabase.ts";
import { migrate } from "./migrations/migrate.ts";
import { openDoors } from "./test-support/open-doors.ts";
import { recordRuns } from "./test-support/record-runs.ts";
import { serveRealPostgres } from "./test-support/serve-real-postgres.ts";
import { type TenantName, tellTenant, tenants } from "./test-support/tell-tenants.ts";
import { withSession } from "./with-session.ts";

const verbs = ["select", "insert", "update", "delete"] as const;
type Verb = (typeof verbs)[number];

/** Who may do what. A table that is not here fails the test: decide, and say it here. */
const tables: Readonly<
  Record<string, { readonly tenants: "read" | "nothing"; readonly server: readonly Verb[] }>
> = {
  conversations: { tenants: "read", server: ["select", "insert"] },
  conversation_changes: { tenants: "read", server: ["select"] },
  contracts: { tenants: "read", server: ["select"] },
  agent_actions: { tenants: "read", server: ["select", "insert"] },
  agent_action_heads: { tenants: "read", server: ["select"] },
  code_generations: { tenants: "read", server: ["select", "insert", "update"] },
  deliveries: { tenants: "read", server: ["select"] },
  effects: { tenants: "read", server: ["select", "insert"] },
  llm_calls: { tenants: "read", server: ["select", "insert"] },
  workspace_patches: { tenants: "nothing", server: ["select", "insert", "update"] },
  code_index_entries: { tenants: "nothing", server: ["select", "insert", "delete"] },
  sweeps: { tenants: "nothing", server: [] },
  instance_keys: { tenants: "nothing", server: [] },
  rate_scopes: { tenants: "nothing", server: [] },
  rate_turns: { tenants: "nothing", server: [] },
  rate_counts: { tenants: "nothing", server: [] },
  code_chunks: { tenants: "nothing", server: ["select", "insert", "update", "delete"] },
};

/** Columns of those tables that no tenant reads. */
const hiddenColumns = [
  "deliveries.body",
  "deliveries.body_sha256",
  "deliveries.payload",
  "deliveries.replay_key",
  "effects.attempt",
  "effects.held_until",
  "effects.parameter_hash",
  "effects.result",
  "effects.sent_at",
  "effects.target",
];

/** Functions somebody may call; every other one is its owner's. */
const functions: Readonly<Record<string, readonly string[]>> = {
  authenticated: ["osorganicai.tenant_installations"],
  service_role: [
    "public.advance_conversation",
    "public.begin_effect",
    "public.claim_sweep",
    "public.end_turn",
    "public.hold_effect",
    "public.hold_off",
    "public.ingest_delivery",
    "public.instance_key",
    "public.move_delivery",
    "public.save_sweep",
    "public.settle_delivery",
    "public.settle_effect",
    "public.store_summary",
    "public.take_turn",
  ],
};

/** Where there are no vectors, there are none of these either. */
const ofVectors = [
  "public.adopt_code_chunks",
  "public.count_code_chunks",
  "public.keep_code_chunks",
  "public.nearest_code_chunks",
];

/** The engine's, in whose place tests write down what was enqueued; the engine's own tests look at them. */
const ofTheEngine = ["enqueued_runs", "enqueue_run"];

type Caller = "anon" | "tenant a" | "tenant b" | "server";
const callers: readonly Caller[] = ["anon", "tenant a", "tenant b", "server"];

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

for (const { label, runs, open } of [
  { label: "the local Supabase", runs: true, open: openLocalSupabase },
  {
    label: postgres,
    runs: found,
    open: async () => {
      const real = serveRealPostgres(await openRealPostgres());
      await migrate(real.database);
      return real;
    },
  },
])
  describe.runIf(runs)(label, () => {
    let supabase: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      supabase = await open();
      await recordRuns(supabase.database);
      const store = createSupabaseStore(supabase);
      for (const tenant of Object.keys(tenants)) await tellTenant(store, tenant as TenantName);
    });
    afterAll(() => supabase.close());

    /** Everything is taken back afterwards. */
    const inTransaction = <T>(work: (session: SqlSession) => Promise<T>): Promise<T> =>
      withSession(supabase.database, async (session) => {
        await session.execute("begin");
        return work(session);
      });

    const tableNames = () =>
      withSession(supabase.database, async (session) => {
        const { rows } = await session.query(allTables);
        return rows.map(({ name }) => String(name)).filter((name) => !ofTheEngine.includes(name));
      });

    test(`${label}: every table there is has its line here`, async () => {
      const names = await tableNames();
      // Where there are no vectors, there is no code_chunks.
      expect(
        Object.keys(tables)
          .filter((name) => name !== "code_chunks" || names.includes(name))
          .toSorted(),
      ).toEqual(names);
    });

    test.each(callers)(
      `${label}: %s may do in every table what stands here, and nothing else`,
      async (caller) => {
        const seen: string[] = [];
        for (const name of await tableNames())
          for (const verb of verbs) {
            const allowed = await inTransaction((session) => attempt(session, { caller, name, verb }));
            const rule = tables[name];
            const expected =
              caller === "server"
                ? (rule?.server.includes(verb) ?? false)
                : caller !== "anon" && verb === "select" && rule?.tenants === "read";
            seen.push(`${name} ${verb}: ${allowed}${allowed === expected ? "" : ` instead of ${expected}`}`);
          }
        expect(seen.filter((line) => line.includes("instead of"))).toEqual([]);
        expect(seen.length).toBeGreaterThanOrEqual(40);
      },
    );

    test.each(["a", "b"] as const)(
      `${label}: tenant %s sees all of its own rows in every table and none of another's`,
      async (tenant) => {
        for (const name of (await tableNames()).filter((name) => tables[name]?.tenants === "read")) {
          const own = await inTransaction(async (session) => ownedRows(await readAll(session, name), tenant));
          const shown = await inTransaction(async (session) => {
            await become(session, `tenant ${tenant}`);
            return readGranted(session, name);
          });
          expect(shown.length, name).toBe(own.length);
          expect(shown.length, name).toBeGreaterThan(0);
          expect(ownedRows(shown, tenant), name).toEqual(shown);
        }
      },
    );

    test(`${label}: who has no installation sees nothing, whatever else their token says`, async () => {
      const claims = [
        "",
        "{}",
        '{"app_metadata":null}',
        '{"app_metadata":{}}',
        '{"app_metadata":{"installation_id":null,"installation_ids":1001}}',
        '{"app_metadata":{"installation_id":"1001 or true","installation_ids":["x",{"id":1001},[1001]]}}',
        '{"app_metadata":{"installation_id":99999999999999999999}}',
        '{"app_metadata":{"installation_id":1001.0,"installation_ids":{"0":1001}}}',
        '{"user_metadata":{"installation_id":1001},"installation_id":1001}',
      ];
      for (const claim of claims)
        for (const name of Object.keys(tables).filter((name) => tables[name]?.tenants === "read")) {
          const shown = await inTransaction(async (session) => {
            await become(session, "tenant a", claim);
            return readGranted(session, name);
          });
          expect(shown, `${name} for ${claim}`).toEqual([]);
        }
    });

    test.each([
      ['{"app_metadata":{"installation_id":"1001"}}', ["a"]],
      ['{"app_metadata":{"installation_ids":[1001,"1002"]}}', ["a", "b"]],
      ['{"app_metadata":{"installation_id":1002,"installation_ids":[1001]}}', ["a", "b"]],
    ] as const)(`${label}: a token with %s sees the rows of %j`, async (claims, names) => {
      const shown = await inTransaction(async (session) => {
        await become(session, "tenant a", claims);
        return (await session.query("select repo_full_name as name from public.conversations order by 1"))
          .rows;
      });
      expect(shown).toEqual(names.map((name) => ({ name: tenants[name].repository })));
    });

    test(`${label}: what GitHub sent and what models wrote into effects is in no column a tenant reads`, async () => {
      const { rows } = await withSession(supabase.database, (session) =>
        session.query(
          `select c.relname || '.' || a.attname as name from pg_catalog.pg_class c
           join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
             and has_any_column_privilege('authenticated', c.oid, 'select')
             and not has_column_privilege('authenticated', c.oid, a.attnum, 'select') order by 1`,
        ),
      );
      expect(rows.map(({ name }) => name)).toEqual(hiddenColumns);
    });

    test(`${label}: every function is called by whom it stands for here, and by nobody else`, async () => {
      const { rows } = await withSession(supabase.database, (session) =>
        session.query(
          `select role, n.nspname || '.' || p.proname as name from pg_catalog.pg_proc p
           join pg_catalog.pg_namespace n on n.oid = p.pronamespace,
           (values ('anon'), ('authenticated'), ('service_role')) as roles(role)
           where n.nspname in ('public', 'osorganicai') and has_function_privilege(role, p.oid, 'execute')
             and not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1, 2`,
        ),
      );
      const callable = rows.filter(({ name }) => !ofTheEngine.includes(String(name).replace("public.", "")));
      const hasVectors = (await tableNames()).includes("code_chunks");
      const expected = Object.entries(functions).flatMap(([role, names]) => {
        const all = role === "service_role" && hasVectors ? [...names, ...ofVectors].toSorted() : names;
        return all.map((name) => ({ role, name }));
      });
      expect(callable).toEqual(expected);
    });

    test(`${label}: no door is open`, async () => {
      const { rows } = await withSession(supabase.database, (session) => session.query(openDoors));
      expect(rows).toEqual([]);
    });

    test.each(mistakes)(
      `${label}: a later migration that makes this mistake is caught: %s`,
      async (problem, sql) => {
        const rows = await inTransaction(async (session) => {
          await session.execute(sql);
          return (await session.query(openDoors)).rows;
        });
        expect(rows.map((row) => row["problem"])).toContain(problem);
      },
    );

    test(`${label}: the database knows the same lifecycle as core`, async () => {
      const statuses: readonly ConversationStatus[] = [
        ...(Object.keys(statusLabels) as ConversationStatus[]),
        ...(["analyzing", "merged", "paused", "cancelled"] as const),
      ];
      const differences = await inTransaction(async (session) => {
        const wrong: string[] = [];
        for (const from of statuses)
          for (const to of statuses) {
            await session.execute(`savepoint step; set local session_replication_role = replica;
              update public.conversations set status = '${from}'; set local session_replication_role = origin`);
            const update = session.execute(`update public.conversations set status = '${to}'`);
            const refusal = await update.then(
              () => undefined,
              (error: { readonly code?: string }) => error.code,
            );
            await session.execute("rollback to savepoint step");
            if (refusal !== (canTransition(from, to) ? undefined : "23514"))
              wrong.push(`${from} to ${to}: ${refusal}`);
          }
        return wrong;
      });
      expect(differences).toEqual([]);
      expect(statuses).toHaveLength(11);
    });
  });

/** What {@link openDoors} must name, and a statement that opens it. */
const mistakes: readonly (readonly [string, string])[] = [
  ["no row level security (0013)", "create table public.future (id int)"],
  ["anon may read", "grant select on public.contracts to anon"],
  ["anon may read", "grant select (status) on public.conversations to anon"],
  ["authenticated may write the table", "grant delete on public.contracts to authenticated"],
  ["authenticated may write a column", "grant update (status) on public.conversations to authenticated"],
  [
    "authenticated may read without a policy (0008)",
    "grant select on public.workspace_patches to authenticated",
  ],
  [
    "a view reads with the rights of its owner (0010)",
    "create view public.future as select * from public.contracts",
  ],
  [
    "anon may use the sequence",
    "create sequence public.future; grant usage on sequence public.future to anon",
  ],
  [
    "anon may call it (0028, 0029)",
    "create function public.future() returns int language sql security definer set search_path = '' as 'select 1'",
  ],
  [
    "has the search path of its caller (0011)",
    "create function public.future() returns int language sql security definer as 'select 1'",
  ],
  [
    "a policy is for more than reading by authenticated",
    "create policy p on public.contracts for all to authenticated using (false)",
  ],
  [
    "a policy is for more than reading by authenticated",
    "create policy p on public.contracts for select to anon using (false)",
  ],
  [
    "a policy lets everybody in (0024)",
    "create policy p on public.contracts for select to authenticated using (true)",
  ],
  [
    "a policy believes what users write themselves (0015)",
    "create policy p on public.contracts for select to authenticated using (current_setting('request.jwt.claims')::jsonb ->> 'user_metadata' = 'x')",
  ],
  [
    "a policy asks who it is for every row (0003)",
    "create policy p on public.conversations for select to authenticated using (installation_id = any (osorganicai.tenant_installations()))",
  ],
  ["live updates show it", "create publication future for table public.contracts"],
  ["anon may create in the schema", "grant create on schema public to anon"],
];

const allTables = `
select c.relname as name from pg_catalog.pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
  and not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1`;

/** As Supabase's REST API does it. */
async function become(session: SqlSession, caller: Caller, claims?: string): Promise<void> {
  const tenant = caller === "tenant a" ? tenants.a : tenants.b;
  const role = caller === "anon" ? "anon" : caller === "server" ? "service_role" : "authenticated";
  const own = JSON.stringify({
    role,
    ...(role === "authenticated" && { app_metadata: { installation_id: tenant.installationId } }),
  });
  await session.query("select set_config('request.jwt.claims', $1, true)", [claims ?? own]);
  await session.execute(`set local role ${role}`);
}

/** Whether it was allowed, told by nothing but its being tried. */
async function attempt(
  session: SqlSession,
  { caller, name, verb }: { readonly caller: Caller; readonly name: string; readonly verb: Verb },
): Promise<boolean> {
  const column = (await grantedColumns(session, name)).at(0);
  await become(session, caller);
  const column0 = verb === "select" ? (await grantedColumns(session, name)).join(", ") || "*" : column;
  const sql = {
    select: `select ${column0} from public.${name}`,
    insert: `insert into public.${name} default values`,
    update: `update public.${name} set ${column} = ${column}`,
    delete: `delete from public.${name}`,
  }[verb];
  try {
    await session.query(sql);
    return true;
  } catch (error) {
    // Whoever gets as far as a constraint was let in.
    return (error as { readonly code?: string }).code !== "42501";
  }
}

/** Of whoever the session is, without columns that nobody may set. */
async function grantedColumns(session: SqlSession, name: string): Promise<readonly string[]> {
  const { rows } = await session.query(
    `select a.attname as name from pg_catalog.pg_attribute a
     where a.attrelid = ('public.' || $1)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and a.attidentity = '' and has_column_privilege(a.attrelid, a.attnum, 'select') order by a.attnum`,
    [name],
  );
  return rows.map((row) => `"${row["name"]}"`);
}

async function readAll(session: SqlSession, name: string): Promise<readonly string[]> {
  const { rows } = await session.query(`select to_jsonb(t)::text as row from public.${name} t`);
  return rows.map(({ row }) => String(row));
}

async function readGranted(session: SqlSession, name: string): Promise<readonly string[]> {
  const columns = await grantedColumns(session, name);
  const { rows } = await session.query(
    `select to_jsonb(t)::text as row from (select ${columns.join(", ")} from public.${name}) t`,
  );
  return rows.map(({ row }) => String(row));
}

/** Every row names its repository, if only in its run. */
function ownedRows(rows: readonly string[], tenant: "a" | "b"): readonly string[] {
  return rows.filter((row) => row.includes(tenants[tenant].repository));
}
