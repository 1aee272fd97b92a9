import type { Engine, RunStart } from "@osorganicai/core";
import {
  engineContract,
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createEngine } from "./create-engine.ts";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const label = `the engine on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;

let postgres: RealPostgres;
let engine: Engine;
let handle: (start: RunStart) => Promise<void>;
const rule = { attempts: 4, totalMs: 60_000, firstDelayMs: 5, maxDelayMs: 20 };
const retry = { outage: rule, hiccup: rule };

beforeAll(async () => {
  if (!found) return;
  postgres = await openRealPostgres();
  const database = { url: postgres.url };
  engine = createEngine({ name: "test", database, handle: (start) => handle(start), retry });
  await engine.migrate();
  await engine.start();
});
afterAll(async () => {
  await engine?.stop();
  await postgres?.close();
});

async function enqueue(deliveryId: string, subject: string): Promise<void> {
  await postgres.query("select public.enqueue_run($1, $2)", [deliveryId, subject]);
}

function handleWith(next: (start: RunStart) => Promise<void>): void {
  handle = next;
}

for (const { name, check } of engineContract)
  test.skipIf(!found)(`${label} ${name}`, () => check({ engine, enqueue, handleWith }));

test.skipIf(!found)(`${label} is migrated once when two processes start at once`, async () => {
  const fresh = await openRealPostgres();
  onTestFinished(() => fresh.close());
  const migrate = () =>
    createEngine({ name: "test", database: { url: fresh.url }, handle: async () => undefined }).migrate();
  await Promise.all([migrate(), migrate()]);
  await migrate();
  const { rows } = await fresh.query("select count(*)::int as n from pg_proc where proname = 'enqueue_run'");
  expect(rows).toEqual([{ n: 1 }]);
});
