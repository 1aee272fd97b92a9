import { findRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { expect, test, vi } from "vitest";
import { makeFolder, writeFiles } from "../test-support/make-repository.ts";
import { openWorkerWorld, type StartedWorker, type WorkerWorld } from "../test-support/open-worker-world.ts";
import { startCli } from "../test-support/start-cli.ts";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const label = `osorganicai worker on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;
const patience = { timeout: 120_000, interval: 50 };

test.skipIf(!found)(
  `${label}: several share what comes in through any of them, each issue once`,
  async () => {
    const world = await openWorkerWorld();
    const workers = [await world.startWorker(), await world.startWorker(), await world.startWorker()];
    for (const { url } of workers)
      await vi.waitFor(async () => expect((await fetch(`${url}/api/health`)).status).toBe(200), patience);
    const issues: number[] = [];
    for (const title of ["one", "two", "three", "four", "five", "six"]) {
      await world.deliverTo(workers[issues.length % workers.length] as StartedWorker);
      issues.push(await world.openIssue(title));
    }

    // Each does one run at a time, so three questions wait at once only if all of them work.
    await vi.waitFor(() => expect(world.gate.waiting()).toBe(3), patience);
    world.gate.open();
    await untilAsked(world, issues);
    expect(await world.asked()).toBe(6);
    const { rows } = await world.postgres.query(
      "select distinct executor_id from dbos.workflow_status where workflow_uuid like '%#%'",
    );
    expect(rows.length).toBeGreaterThanOrEqual(3);

    for (const { process } of workers) process.kill("SIGTERM");
    for (const { ended } of workers) expect(await ended).toMatchObject({ exitCode: 0 });
  },
);

test.skipIf(!found)(
  `${label}: SIGTERM lets it end what it does and take nothing more; the next one does the rest`,
  async () => {
    const world = await openWorkerWorld();
    const first = await world.startWorker();
    const issues = [await world.openIssue("begun"), await world.openIssue("waits")];
    await vi.waitFor(() => expect(world.gate.waiting()).toBe(1), patience);
    first.process.kill("SIGTERM");
    await vi.waitFor(async () => {
      expect((await world.postgres.query("select stopping from public.executors")).rows).toEqual([
        { stopping: true },
      ]);
    }, patience);
    world.gate.open();
    expect(await first.ended).toMatchObject({ exitCode: 0 });
    // The answer that was paid for is stored, and nobody is registered who would have to be waited for.
    expect(await world.asked()).toBe(1);
    expect((await world.postgres.query("select id from public.executors")).rows).toEqual([]);

    await world.startWorker();
    await untilAsked(world, issues);
    expect(await world.asked()).toBe(2);
  },
);

test.skipIf(!found)(`${label}: what one was killed in goes on in the next, from where it was`, async () => {
  const world = await openWorkerWorld();
  const first = await world.startWorker();
  const issues = [await world.openIssue("interrupted"), await world.openIssue("waits")];
  await vi.waitFor(() => expect(world.gate.waiting()).toBe(1), patience);
  first.process.kill("SIGKILL");
  await first.ended;
  // A minute is over.
  await world.postgres.query("update public.executors set deadline = clock_timestamp()");
  world.gate.open();
  await world.startWorker();
  await untilAsked(world, issues);
  const { rows } = await world.postgres.query(
    "select count(*)::int as n from public.agent_actions where action_type = 'started'",
  );
  expect(rows).toEqual([{ n: 2 }]);
});

test.skipIf(!found)(`${label}: --stop-seconds bounds how long a signal waits for steps`, async () => {
  const world = await openWorkerWorld();
  const worker = await world.startWorker(["--stop-seconds", "1"]);
  await world.openIssue("takes too long");
  await vi.waitFor(() => expect(world.gate.waiting()).toBe(1), patience);
  worker.process.kill("SIGTERM");
  const { exitCode, output } = await worker.ended;
  expect(exitCode).toBe(0);
  expect(output).toContain("worker.stopped_late");
});

test("osorganicai worker without a Postgres says what it needs", async () => {
  const directory = await makeFolder("worker-");
  await writeFiles(directory, { "osorganicai.config.mjs": 'export default { name: "shop" };\n' });
  const environment = { GITHUB_WEBHOOK_SECRET: "s".repeat(32), GITHUB_TOKEN: "not-asked" };
  const { exitCode, output } = await startCli({ argv: ["worker"], directory, environment }).ended;
  expect(output).toMatch(/^osorganicai: A worker needs SUPABASE_URL, .* use osorganicai dev\.\n$/);
  expect(exitCode).toBe(2);
});

/** Resolves when every run has ended; each issue was then answered with one question. */
async function untilAsked({ postgres, comments }: WorkerWorld, issues: readonly number[]): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await postgres.query(
      "select status, count(*)::int as n from public.deliveries where event = 'issues' and action = 'opened' group by 1",
    );
    expect(rows).toEqual([{ status: "asked", n: issues.length }]);
  }, patience);
  for (const issue of issues) {
    const said = await comments(issue);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("May the result be negative?");
  }
}
