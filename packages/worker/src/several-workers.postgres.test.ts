import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { migrateEngine } from "./migrations/migrate-engine.ts";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const label = `several workers on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;
const patience = { timeout: 50_000, interval: 50 };

/** A database with the engine in it, a journal that workers write, and gates that hold them up. */
async function openShared(): Promise<RealPostgres> {
  const postgres = await openRealPostgres();
  onTestFinished(() => postgres.close());
  await migrateEngine({ url: postgres.url });
  await postgres.query("create table gates (name text)");
  await postgres.query(
    "create table journal (position bigserial, worker text, delivery_id text, subject text, what text)",
  );
  return postgres;
}

function startWorker(url: string, name: string): ChildProcess {
  const script = join(import.meta.dirname, "test-support/postgres-worker.ts");
  const child = spawn(process.execPath, [script, url, name], { stdio: "inherit" });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return child;
}

async function enqueue({ query }: RealPostgres, deliveryId: string, subject: string): Promise<void> {
  await query("select public.enqueue_run($1, $2)", [deliveryId, subject]);
}

async function openGate({ query }: RealPostgres, subject: string): Promise<void> {
  await query("insert into gates values ($1)", [subject]);
}

interface Line {
  readonly worker: string;
  readonly delivery_id: string;
  readonly subject: string;
  readonly what: string;
}

async function readJournal({ query }: RealPostgres): Promise<readonly Line[]> {
  const { rows } = await query("select worker, delivery_id, subject, what from journal order by position");
  return rows as unknown as readonly Line[];
}

test.skipIf(!found)(
  `${label} share the work: each run once, in order per subject, on every worker`,
  async () => {
    const postgres = await openShared();
    const subjects = ["a", "b", "c"].map((name) => `acme/${name}#7`);
    const ids = [1, 2, 3, 4, 5];
    for (const id of ids) for (const subject of subjects) await enqueue(postgres, `d-${id}`, subject);
    for (const name of ["one", "two", "three"]) startWorker(postgres.url, name);

    // Each has one run that does not end, so all three subjects begin only if all three workers work.
    await vi.waitFor(async () => {
      const begun = (await readJournal(postgres)).filter(({ what }) => what === "second");
      expect(new Set(begun.map(({ worker }) => worker)).size).toBe(3);
      expect(new Set(begun.map(({ subject }) => subject)).size).toBe(3);
    }, patience);
    for (const subject of subjects) await openGate(postgres, subject);
    await vi.waitFor(async () => {
      const ended = (await readJournal(postgres)).filter(({ what }) => what === "end");
      expect(ended).toHaveLength(15);
    }, patience);

    const journal = await readJournal(postgres);
    const expected = ids.flatMap((id) => ["first", "second", "end"].map((what) => `d-${id} ${what}`));
    for (const subject of subjects) {
      const own = journal.filter((line) => line.subject === subject);
      expect(own.map(({ delivery_id, what }) => `${delivery_id} ${what}`)).toEqual(expected);
    }
  },
);

test.skipIf(!found)(`${label} outlive one that is killed, whose run goes on where it was`, async () => {
  const postgres = await openShared();
  await enqueue(postgres, "d-1", "acme/held#7");
  const killed = startWorker(postgres.url, "one");
  await vi.waitFor(async () => {
    expect((await readJournal(postgres)).at(-1)).toMatchObject({ what: "second" });
  }, patience);
  killed.kill("SIGKILL");
  await once(killed, "exit");

  // Nobody starts it again: the others notice.
  startWorker(postgres.url, "two");
  await enqueue(postgres, "d-2", "acme/held#7");
  await openGate(postgres, "acme/held#7");
  await vi.waitFor(async () => {
    expect((await readJournal(postgres)).at(-1)).toMatchObject({ delivery_id: "d-2", what: "end" });
  }, patience);
  const held = (await readJournal(postgres)).filter(({ subject }) => subject === "acme/held#7");
  expect(held.map(({ worker, delivery_id, what }) => `${worker}: ${delivery_id} ${what}`)).toEqual([
    "one: d-1 first",
    "one: d-1 second",
    "two: d-1 second",
    "two: d-1 end",
    "two: d-2 first",
    "two: d-2 second",
    "two: d-2 end",
  ]);
});

test.skipIf(!found)(
  `${label} take over one that sleeps past its deadline, which writes nothing when it wakes and begins anew`,
  async () => {
    const postgres = await openShared();
    await enqueue(postgres, "d-1", "acme/slept#7");
    const sleeper = startWorker(postgres.url, "one");
    await vi.waitFor(async () => {
      expect((await readJournal(postgres)).at(-1)).toMatchObject({ what: "second" });
    }, patience);
    const [{ id: asleep } = {}] = (await postgres.query("select id from public.executors")).rows;
    sleeper.kill("SIGSTOP");
    startWorker(postgres.url, "two");
    await vi.waitFor(async () => {
      expect((await readJournal(postgres)).at(-1)).toMatchObject({ worker: "two", what: "second" });
    }, patience);

    sleeper.kill("SIGCONT");
    // Both are in the same step now; what the sleeper has of it is refused.
    await openGate(postgres, "acme/slept#7");
    await vi.waitFor(async () => {
      const { rows } = await postgres.query("select id from public.executors where deadline > now()");
      expect(rows).toHaveLength(2);
      expect(rows.map(({ id }) => id)).not.toContain(asleep);
    }, patience);
    await enqueue(postgres, "d-2", "acme/slept#7");
    await vi.waitFor(async () => {
      expect((await readJournal(postgres)).at(-1)).toMatchObject({ delivery_id: "d-2", what: "end" });
    }, patience);
    const journal = await readJournal(postgres);
    expect(journal.filter(({ delivery_id, what }) => delivery_id === "d-1" && what === "end")).toMatchObject([
      { worker: "two" },
    ]);
  },
);
