import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const onPostgres = `on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;

interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a process of its own. */
function migrate(flags: readonly string[], databaseUrl?: string, cwd?: string): Promise<Result> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const env = databaseUrl === undefined ? environment : { ...environment, DATABASE_URL: databaseUrl };
  const bin = join(import.meta.dirname, "../bin.ts");
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bin, "migrate", ...flags],
      { env, ...(cwd && { cwd }) },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

async function openPostgres(): Promise<RealPostgres> {
  const postgres = await openRealPostgres();
  onTestFinished(() => postgres.close());
  return postgres;
}

function parse({ stdout }: Result): {
  readonly applied: readonly { readonly part: string; readonly name: string }[];
  readonly waiting: readonly { readonly name: string; readonly extension: string }[];
} {
  return JSON.parse(stdout);
}

test("in the folder of a child, its .env names the database, and what is set already is stronger", async () => {
  const folder = await mkdtemp(join(tmpdir(), "migrate-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, ".env"), "DATABASE_URL=postgres://ann@127.0.0.1:1/of-the-file\n");
  const named = await migrate([], undefined, folder);
  expect([named.exitCode, named.stderr]).toEqual([1, expect.stringContaining("127.0.0.1:1/of-the-file")]);
  const set = await migrate([], "postgres://ann@127.0.0.1:1/of-the-shell", folder);
  expect(set.stderr).toContain("127.0.0.1:1/of-the-shell");
});

test.skipIf(!found)(
  `${onPostgres} a plan writes nothing, a migration what was planned, and a second one nothing`,
  async () => {
    const { url, query } = await openPostgres();
    const plan = await migrate(["--dry-run", "--json"], url);
    expect(plan).toMatchObject({ exitCode: 0, stderr: "" });
    const { rows } = await query(
      "select count(*)::int as n from pg_namespace where nspname in ('dbos', 'osorganicai')",
    );
    expect(rows).toEqual([{ n: 0 }]);

    const first = parse(await migrate(["--json"], url));
    expect(first.applied).toEqual(parse(plan).applied);
    expect(first.waiting).toEqual(parse(plan).waiting);
    const names = first.applied.map(({ part, name }) => `${part} ${name}`);
    expect(names[0]).toMatch(/^engine DBOS' schema \d+$/);
    expect(names[1]).toBe("engine 0001_enqueue_run.sql");
    expect(names[names.findLastIndex((name) => name.startsWith("engine")) + 1]).toBe(
      "store 0000_bootstrap.sql",
    );

    const second = await migrate([], url);
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(/Nothing to do: .+ is up to date\.\n$/);
    expect(parse(await migrate(["--json"], url)).applied).toEqual([]);
  },
);

test.skipIf(!found)(`${onPostgres} a migrated database takes a delivery and enqueues its run`, async () => {
  const { url, query } = await openPostgres();
  await migrate(["--database-url", url]);
  await query("select public.enqueue_run('d-1', 'acme/shop#7')");
  const { rows } = await query("select workflow_uuid as id from dbos.workflow_status");
  expect(rows).toEqual([{ id: "d-1@acme/shop#7" }]);
});

test.skipIf(!found)(
  `${onPostgres} everything is applied once when three processes migrate at once`,
  async () => {
    const { url, query } = await openPostgres();
    const results = await Promise.all([1, 2, 3].map(() => migrate(["--json"], url)));
    expect(results.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
      Array(3).fill({ exitCode: 0, stderr: "" }),
    );
    const names = results.flatMap((result) => parse(result).applied.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    const { rows } = await query("select name from osorganicai.migrations");
    expect(new Set(names)).toEqual(
      new Set([
        ...rows.map(({ name }) => name),
        ...results
          .flatMap((result) => parse(result).applied)
          .filter(({ part }) => part === "engine")
          .map(({ name }) => name),
      ]),
    );
  },
);

const newer: readonly [string, string, string][] = [
  [
    "the store's files",
    "insert into osorganicai.migrations (name, checksum) values ('9999_future.sql', '')",
    "The database has 9999_future.sql, and this version knows only up to ",
  ],
  [
    "DBOS' schema",
    "update dbos.dbos_migrations set version = 9999",
    "The database has DBOS' schema 9999, and this version knows only up to ",
  ],
  [
    "the engine's files",
    "comment on function public.enqueue_run(text, text) is '9999_future.sql 0'",
    "The database has 9999_future.sql, and this version knows only up to ",
  ],
];
test.skipIf(!found).for(newer)(
  `${onPostgres} a database with %s of a newer version is refused whole`,
  async ([, sql, message]) => {
    const { url, query } = await openPostgres();
    await migrate([], url);
    await query(sql);
    await query("delete from osorganicai.migrations where name like '0008%'");
    for (const flags of [[], ["--dry-run"]]) {
      const { exitCode, stdout, stderr } = await migrate(flags, url);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr).toMatch(
        /^osorganicai: .+Update @osorganicai\/(store|worker), or use another database\.\n$/,
      );
    }
    const { rows } = await query("select 1 from osorganicai.migrations where name like '0008%'");
    expect(rows).toEqual([]);
  },
);

test("a database that does not answer is one sentence without the password", async () => {
  for (const password of ["sesame-open", "s%40same%2Fopen"]) {
    const { exitCode, stdout, stderr } = await migrate([], `postgres://ann:${password}@127.0.0.1:1/shop`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^osorganicai: The database at 127\.0\.0\.1:1\/shop cannot be reached: .+\n$/);
    expect(stderr).not.toMatch(/open|same/);
  }
});

test.for([
  [["--database-url", "mysql://ann:sesame@localhost/shop"], "is not of the form postgres://"],
  [["--database-url", "postgres://ann:%zzsesame@localhost/shop"], "is not of the form postgres://"],
  [["--database-url", "postgres://ann:sesame@localhost"], "is not of the form postgres://"],
  [["--database-url", "sesame"], "is not of the form postgres://"],
  [["--database-url", ""], "No database is named. Set DATABASE_URL"],
  [[], "No database is named. Set DATABASE_URL"],
  [["--frobnicate"], "unknown option '--frobnicate'"],
] as const)("%j is wrong usage", async ([flags, message]) => {
  const { exitCode, stdout, stderr } = await migrate(flags);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain("sesame");
});

test.skipIf(!found)(
  `${onPostgres} Ctrl-C while another migration holds the database is one sentence, and the next run goes on`,
  async () => {
    const { url, query } = await openPostgres();
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query("begin; create schema dbos");
    const bin = join(import.meta.dirname, "../bin.ts");
    const child = spawn(process.execPath, [bin, "migrate"], { env: { ...process.env, DATABASE_URL: url } });
    const [said, closed] = [text(child.stderr), once(child, "close")];
    await vi.waitUntil(
      async () =>
        (await query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows.length > 0,
      { timeout: 60_000 },
    );
    child.kill("SIGINT");
    expect(await closed).toEqual([130, null]);
    expect(await said).toBe(
      "osorganicai: Interrupted by SIGINT: what was applied stays, and the next run goes on from there.\n",
    );
    await holder.query("rollback");
    expect(await migrate([], url)).toMatchObject({ exitCode: 0, stderr: "" });
  },
);
