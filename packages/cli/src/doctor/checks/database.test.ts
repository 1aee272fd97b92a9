import { createServer } from "node:http";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { runMigrate } from "../../migrate/run-migrate.ts";
import { createTestContext } from "../../test-support/create-test-context.ts";
import { databaseCheck } from "./database.ts";
import { rowSecurityCheck } from "./row-security.ts";

const found = await findRealPostgres();
const where = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

async function openDatabase({ migrated = true } = {}) {
  const database = await openRealPostgres();
  onTestFinished(() => database.close());
  if (migrated) await runMigrate({ url: new URL(database.url), dryRun: false });
  const context = await createTestContext({ environment: { DATABASE_URL: database.url } });
  return { ...database, context };
}

test.skipIf(!found)(
  `${where}: a migrated database is well, and closed to everybody but the server`,
  async () => {
    const { context } = await openDatabase();
    expect(await databaseCheck.run(context)).toMatchObject([
      { severity: "ok", what: /has every table of this version/ },
    ]);
    expect(await rowSecurityCheck.run(context)).toMatchObject([
      { severity: "ok", what: /^\d+ tables, all with row level security/ },
    ]);
  },
);

test.skipIf(!found)(`${where}: an empty database lacks its migrations, and none is applied`, async () => {
  const { context, query } = await openDatabase({ migrated: false });
  const [finding] = await databaseCheck.run(context);
  expect(finding).toMatchObject({
    severity: "error",
    what: expect.stringMatching(/lacks \d+ migrations: DBOS.*0000_bootstrap\.sql/),
  });
  expect(finding?.what).not.toContain("postgres://");
  expect((await query("select to_regnamespace('osorganicai') as schema")).rows).toEqual([{ schema: null }]);
});

test.skipIf(!found)(
  `${where}: tables and functions that are open are named, with the statement that closes them`,
  async () => {
    const { context, query } = await openDatabase();
    await query("alter table public.effects disable row level security");
    await query("grant select on public.contracts to anon");
    await query("grant update (status) on public.conversations to authenticated");
    await query("create policy everybody on public.deliveries using (true)");
    await query("grant execute on function public.enqueue_run(text, text) to anon");
    await query("grant usage on schema dbos to anon; grant select on dbos.workflow_status to anon");
    await query("create table public.orders (id int)");
    await query('create table public."Baskets" (id int); grant select on public."Baskets" to anon');
    const findings = await rowSecurityCheck.run(context);
    expect(findings.map(({ severity, what, fix }) => [severity, what, fix])).toEqual([
      ["error", "anon may use dbos.workflow_status.", "revoke all on dbos.workflow_status from anon;"],
      [
        "error",
        'public."Baskets" has no row level security, and anon may use it.',
        'alter table public."Baskets" enable row level security; revoke all on public."Baskets" from anon;',
      ],
      ["error", "anon may use public.contracts.", "revoke all on public.contracts from anon;"],
      [
        "error",
        "authenticated may use public.conversations.",
        "revoke insert, update, delete, truncate on public.conversations from authenticated;",
      ],
      [
        "warning",
        "public.deliveries has policies: everybody.",
        'drop policy "everybody" on public.deliveries;',
      ],
      [
        "error",
        "public.effects has no row level security, and authenticated may use it.",
        "alter table public.effects enable row level security;",
      ],
      [
        "warning",
        "public.orders has no row level security.",
        "alter table public.orders enable row level security;",
      ],
      [
        "error",
        "anon may call enqueue_run(text,text).",
        "revoke execute on function enqueue_run(text,text) from public, anon;",
      ],
    ]);
    for (const { fix = "" } of findings) await query(fix);
    expect(await rowSecurityCheck.run(context)).toMatchObject([{ severity: "ok" }]);
  },
);

test.skipIf(!found)(`${where}: a table of the child's own may have policies and grants`, async () => {
  const { context, query } = await openDatabase();
  await query("create table public.products (id int); alter table public.products enable row level security");
  await query(
    "grant select on public.products to anon; create policy shown on public.products for select using (true)",
  );
  expect(await rowSecurityCheck.run(context)).toMatchObject([{ severity: "ok" }]);
});

test("a database that does not answer is told without its password", async () => {
  const context = await createTestContext({
    environment: { DATABASE_URL: "postgres://me:canary-password@127.0.0.1:9/shop" },
  });
  for (const check of [databaseCheck, rowSecurityCheck])
    await expect(check.run(context)).rejects.toThrow(
      /^The database at 127\.0\.0\.1:9\/shop cannot be reached: (?!.*canary)/,
    );
});

test("without a database nobody is asked, and a wrong address is not repeated", async () => {
  const none = await createTestContext();
  for (const check of [databaseCheck, rowSecurityCheck])
    expect(await check.run(none)).toMatchObject([{ severity: "not_asked" }]);
  const wrong = await createTestContext({ environment: { DATABASE_URL: "mysql://canary@x/y" } });
  await expect(databaseCheck.run(wrong)).rejects.toThrow(/not of the form postgres:/);
});

test("a Supabase that refuses the key, or is none, is told by its host", async () => {
  const server = createServer((_, answer) =>
    answer.writeHead(401, { "content-type": "application/json" }).end('{"message":"Invalid API key canary"}'),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { readonly port: number };
  const ask = async (url: string) =>
    databaseCheck.run(
      await createTestContext({
        environment: { SUPABASE_URL: url, SUPABASE_SECRET_KEY: "sb_secret_canary" },
      }),
    );
  const [refused] = await ask(`http://127.0.0.1:${port}`);
  expect(refused).toMatchObject({
    severity: "error",
    what: expect.stringContaining(`Supabase at 127.0.0.1:${port} cannot be used: The database refused`),
  });
  expect(JSON.stringify(refused)).not.toContain("canary");
  expect(await ask("my project")).toMatchObject([{ severity: "error", what: "SUPABASE_URL is no address." }]);
});
