import { setTimeout as wait } from "node:timers/promises";
import { openRealPostgres, type RealPostgres } from "@osorganicai/testing";
import { migrateEngine } from "@osorganicai/worker/migrations";
import type { EngineContender } from "./engine-contenders.ts";
import { startWorker } from "./start-worker.ts";

/** How much there is to do, and how much of it at once. */
export interface Work {
  readonly runs: number;
  readonly subjects: number;
  readonly concurrency: number;
}

/** Runs a second in a fresh database, by the database's clock: from the first claim to the last end. */
export async function measureThroughput(
  { worker: name, environment, enqueue }: EngineContender,
  { runs, subjects, concurrency }: Work,
): Promise<number> {
  const postgres = await openRealPostgres();
  try {
    // Both stand on DBOS' tables; the guards that only ours has are taken from the other's.
    await migrateEngine({ url: postgres.url });
    if (name === "bare") await dropGuards(postgres);
    await postgres.query(enqueue, [runs, subjects]);
    await postgres.query("analyze dbos.workflow_status");
    const worker = startWorker(name, {
      ...environment,
      DATABASE_URL: postgres.url,
      CONCURRENCY: String(concurrency),
    });
    await worker.said("started");
    while ((await countOpen(postgres)) > 0) await wait(100);
    await worker.kill();
    return Math.round(runs / (await readSeconds(postgres)));
  } finally {
    await postgres.close();
  }
}

async function dropGuards({ query }: RealPostgres): Promise<void> {
  await query("drop trigger guard_run on dbos.workflow_status");
  await query("drop trigger guard_step on dbos.operation_outputs");
}

async function countOpen({ query }: RealPostgres): Promise<number> {
  const sql = "select count(*)::int as n from dbos.workflow_status where status <> 'SUCCESS'";
  return Number((await query(sql)).rows[0]?.["n"]);
}

async function readSeconds({ query }: RealPostgres): Promise<number> {
  const sql =
    "select (max(updated_at) - min(started_at_epoch_ms)) / 1000.0 as seconds from dbos.workflow_status";
  return Number((await query(sql)).rows[0]?.["seconds"]);
}
