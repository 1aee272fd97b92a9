import { execFile } from "node:child_process";
import { join } from "node:path";
import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { listShippedSql, stampSql } from "create-osorganicai";
import { expect, onTestFinished, test } from "vitest";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const onPostgres = `on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;
const files = stampSql(listShippedSql(), { after: undefined, now: new Date("2026-11-27T00:00:00Z") });

async function openPostgres(): Promise<RealPostgres> {
  const postgres = await openRealPostgres();
  onTestFinished(() => postgres.close());
  return postgres;
}

/** What `supabase db push` does with a child's folder: every file in order, one transaction each. */
async function push({ query }: RealPostgres, from = 0): Promise<void> {
  for (const { content } of files.slice(from)) await query(content);
}

/** `osorganicai migrate`: what it applied of the store's files. */
function migrate(url: string): Promise<readonly string[]> {
  const bin = join(import.meta.dirname, "../../bin.ts");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, "migrate", "--json", "--database-url", url], (error, stdout, stderr) => {
      if (error) return reject(new Error(stderr));
      const { applied } = JSON.parse(stdout) as {
        readonly applied: readonly { part: string; name: string }[];
      };
      resolve(applied.filter(({ part }) => part === "store").map(({ name }) => name));
    });
  });
}

/** Everything that a schema consists of, so that two databases can be compared. */
async function describe({ query }: RealPostgres): Promise<unknown> {
  const tables = await query(
    "select table_name, column_name, data_type, column_default from information_schema.columns where table_schema in ('public', 'osorganicai') order by 1, ordinal_position",
  );
  const functions = await query(
    "select proname, pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'public'::regnamespace and proname <> 'enqueue_run' order by 1",
  );
  const secured = await query(
    "select relname, relrowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  const ledger = await query("select name, checksum from osorganicai.migrations order by 1");
  return [tables.rows, functions.rows, secured.rows, ledger.rows];
}

test.skipIf(!found)(
  `${onPostgres} pushed files are known to migrate, which has nothing left to do`,
  async () => {
    const postgres = await openPostgres();
    await push(postgres);
    expect(await migrate(postgres.url)).toEqual([]);
  },
);

test.skipIf(!found)(`${onPostgres} what migrate applied is not applied again by a push`, async () => {
  const postgres = await openPostgres();
  const applied = await migrate(postgres.url);
  expect(applied.length).toBeGreaterThan(5);
  const before = await describe(postgres);
  await push(postgres);
  expect(await describe(postgres)).toEqual(before);
});

test.skipIf(!found)(
  `${onPostgres} both ways, and one after the other halfway, make the same database`,
  async () => {
    const [pushed, migrated, halfway] = [await openPostgres(), await openPostgres(), await openPostgres()];
    await push(pushed);
    await migrateEngine({ url: pushed.url }); // The engine's tables come with no file of a child.
    await migrate(migrated.url);
    for (const { content } of files.slice(0, 4)) await halfway.query(content);
    expect(await migrate(halfway.url)).not.toContain("0003_deliveries.sql");
    await push(halfway, 4);
    const wanted = await describe(migrated);
    expect(await describe(pushed)).toEqual(wanted);
    expect(await describe(halfway)).toEqual(wanted);
  },
);

test.skipIf(!found)(`${onPostgres} a file that fails enters nothing, and can be pushed again`, async () => {
  const postgres = await openPostgres();
  const [first, second] = [files[0]?.content ?? "", files[1]?.content ?? ""];
  await postgres.query(first);
  await postgres.query("create table public.agent_actions (id int)");
  await expect(postgres.query(second)).rejects.toThrow('relation "agent_actions" already exists');
  await postgres.query("drop table public.agent_actions");
  await postgres.query(second);
  const { rows } = await postgres.query("select count(*)::int as n from osorganicai.migrations");
  expect(rows).toEqual([{ n: 2 }]);
});

test("a file says where it comes from, and has its text untouched in it", () => {
  const seed = files.find(({ upstream }) => upstream === "0001_seed.sql");
  expect(seed?.content).toMatch(/^-- 0001_seed\.sql of @osorganicai\/store\./);
  expect(seed?.content).toContain(
    "  status TEXT NOT NULL, -- 'analyzing', 'needs_clarification', 'ready_for_dev'\n",
  );
});
