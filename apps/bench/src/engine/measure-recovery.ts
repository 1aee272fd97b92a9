import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { openRealPostgres } from "@osorganicai/testing";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { startWorker } from "./start-worker.ts";

/** Between two deaths: they fall at different moments of what a worker does every 20 seconds. */
const APART_MS = 5000;

/**
 * Kills workers in the middle of a step, one after the other, with the product's own timing.
 * @returns for each the seconds from its death until the step began anew in another process
 */
export async function measureRecovery(victims: number): Promise<readonly number[]> {
  const postgres = await openRealPostgres();
  try {
    await migrateEngine({ url: postgres.url });
    const environment = { DATABASE_URL: postgres.url, HOLDS: "1" };
    const dying = [];
    for (let number = 1; number <= victims; number += 1) {
      const worker = startWorker("ours", { ...environment, CONCURRENCY: "1" });
      await worker.said("started");
      await postgres.query("select public.enqueue_run($1, $2)", [`d-${number}`, `acme/shop#${number}`]);
      await worker.said(`begun d-${number}`);
      dying.push({ worker, line: `begun d-${number}` });
    }
    const survivor = startWorker("ours", { ...environment, CONCURRENCY: String(victims) });
    await survivor.said("started");
    const seconds = await Promise.all(
      dying.map(async ({ worker, line }, index) => {
        await wait(index * APART_MS);
        await worker.kill();
        const died = performance.now();
        await survivor.said(line);
        return Math.round((performance.now() - died) / 100) / 10;
      }),
    );
    await survivor.kill();
    return seconds;
  } finally {
    await postgres.close();
  }
}
