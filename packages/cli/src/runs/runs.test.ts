import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocalSupabase } from "@osorganicai/store/local";
import { migrate } from "@osorganicai/store/migrations";
import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../migrate/connect.ts";
import { type CliEnd, spawnCli } from "../test-support/spawn-cli.ts";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const onPostgres = `on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;

interface Database extends RealPostgres {
  runs(...args: readonly string[]): Promise<CliEnd>;
}

/** A migrated database with a dead run behind `d-1` and one that has not begun behind `d-2`. */
async function openDatabase(): Promise<Database> {
  const postgres = await openRealPostgres();
  onTestFinished(() => postgres.close());
  await migrateEngine({ url: postgres.url });
  const session = await connect(new URL(postgres.url));
  await migrate(session);
  await session.close();
  const { query, url } = postgres;
  for (const [id, subject] of [
    ["d-1", "acme/shop#7"],
    ["d-2", "acme/shop#8"],
  ])
    await query(
      `select public.ingest_delivery($1, 'issues', 'opened', 'acme/shop', $2, 1, 'ann', 'User', '{"id":"' || $1 || '"}', encode(sha256($1::bytea), 'hex'))`,
      [id, subject],
    );
  await query("update dbos.workflow_status set status = 'ERROR' where workflow_uuid = 'd-1@acme/shop#7'");
  await query(
    `insert into dbos.workflow_output (workflow_uuid, error)
     values ('d-1@acme/shop#7', '{"name":"Error","message":"The App lacks a permission.","code":"github_forbidden"}')`,
  );
  return { ...postgres, runs: (...args) => spawnCli(["runs", ...args], { DATABASE_URL: url }).ended };
}

test.skipIf(!found)(`${onPostgres} runs are listed, by status and subject, as text and as JSON`, async () => {
  const { runs } = await openDatabase();
  const all = await runs("list");
  expect(all).toMatchObject({ exitCode: 0, stderr: "" });
  expect(all.stdout).toContain("failed     d-1@acme/shop#7  The App lacks a permission.");
  expect(all.stdout).toContain("queued     d-2@acme/shop#8");
  expect(all.stdout).toMatch(/\n2 runs\.\n$/);
  expect((await runs("list", "--status", "failed")).stdout).toMatch(/^failed .+\n1 run\.\n$/);
  const json = await runs("list", "--subject", "acme/shop#8", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject([{ runId: "d-2@acme/shop#8", status: "queued" }]);
});

test.skipIf(!found)(`${onPostgres} a dead run is explained and retried, once`, async () => {
  const { runs, query } = await openDatabase();
  const shown = await runs("show", "d-1@acme/shop#7");
  expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
  expect(shown.stdout).toContain("error    The App lacks a permission.");
  expect(shown.stdout).toContain("osorganicai runs retry 'd-1@acme/shop#7'");
  expect((await runs("retry", "d-1@acme/shop#7")).stdout).toContain("status   queued");
  const { rows } = await query("select status from dbos.workflow_status where workflow_uuid like 'd-1%'");
  expect(rows).toEqual([{ status: "ENQUEUED" }]);
  const again = await runs("retry", "d-1@acme/shop#7");
  expect(again).toMatchObject({ exitCode: 1, stdout: "" });
  expect(again.stderr).toContain("is queued, so there is nothing to retry");
});

test.skipIf(!found)(`${onPostgres} a discarded run says so on its delivery and is not revived`, async () => {
  const { runs, query } = await openDatabase();
  expect((await runs("discard", "d-1@acme/shop#7")).stdout).toContain("status   cancelled");
  expect((await query("select status, reason from deliveries where id = 'd-1'")).rows).toEqual([
    { status: "ignored", reason: "A human has discarded the run." },
  ]);
  const { rows } = await query("select public.revive_run('d-1', 'acme/shop#7') as revived");
  expect(rows).toEqual([{ revived: false }]);
});

test.skipIf(!found)(`${onPostgres} a run that is not there is one sentence`, async () => {
  const { runs } = await openDatabase();
  for (const command of ["show", "retry", "discard"]) {
    const end = await runs(command, "d-9@acme/shop#9");
    expect(end).toMatchObject({ exitCode: 1, stdout: "" });
    expect(end.stderr).toMatch(/^osorganicai: There is no run d-9@acme\/shop#9\. .+\n$/);
  }
});

test.skipIf(!found)(
  `${onPostgres} a purge deletes old runs that have ended, and their text, and leaves a dead one`,
  async () => {
    const { query, url, runs } = await openDatabase();
    await query(
      "update dbos.workflow_status set status = 'SUCCESS', completed_at = 1 where workflow_uuid like 'd-2%'",
    );
    await query("update dbos.workflow_status set completed_at = 1 where workflow_uuid like 'd-1%'");
    const purge = (...flags: readonly string[]) =>
      spawnCli(["purge", "--older-than", "90d", ...flags], { DATABASE_URL: url }).ended;
    expect((await purge("--dry-run")).stdout).toMatch(/^1 run that ended before .+ would be deleted\.\n$/);
    const kept = await query("select id, body from deliveries order by id");
    expect(kept.rows).toEqual([
      { id: "d-1", body: '{"id":"d-1"}' },
      { id: "d-2", body: '{"id":"d-2"}' },
    ]);
    expect(await purge("--json")).toMatchObject({ exitCode: 0, stderr: "" });
    const left = await query("select id, body from deliveries order by id");
    expect(left.rows).toEqual([
      { id: "d-1", body: '{"id":"d-1"}' },
      { id: "d-2", body: "" },
    ]);
    expect((await runs("list")).stdout).toMatch(/^failed +d-1@.+\n1 run\.\n$/);
    expect((await purge("--older-than", "soon")).exitCode).toBe(2);
  },
);

test("the embedded database shows its runs, unless another process has it", async () => {
  const state = await mkdtemp(join(tmpdir(), "runs-"));
  onTestFinished(() => rm(state, { recursive: true }));
  const none = await spawnCli(["runs", "list", "--state", state]).ended;
  expect(none).toMatchObject({ exitCode: 2, stdout: "" });
  expect(none.stderr).toContain(`There is no database in ${state}. Set DATABASE_URL`);

  const local = await openLocalSupabase({ directory: join(state, "data") });
  const locked = await spawnCli(["runs", "list", "--state", state]).ended;
  expect(locked).toMatchObject({ exitCode: 2, stdout: "" });
  expect(locked.stderr).toContain("stop `osorganicai dev`");
  await migrateEngine(local.database);
  const session = await local.database.acquire();
  await session.query("select public.enqueue_run('d-1', 'acme/shop#7')");
  await session.release();
  await local.close();
  const listed = await spawnCli(["runs", "list", "--state", state]).ended;
  expect(listed).toMatchObject({ exitCode: 0, stderr: "" });
  expect(listed.stdout).toContain("queued     d-1@acme/shop#7");
});
