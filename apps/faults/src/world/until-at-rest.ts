import { setTimeout as wait } from "node:timers/promises";
import type { World } from "./open-world.ts";
import { watchProgress } from "./watch-progress.ts";

const INTERVAL_MS = 50;

/** What is under way in a database. */
interface Unfinished {
  readonly deliveries: number;
  readonly runs: number;
}

/** Resolves with true when GitHub has delivered everything and every run has ended, with false when nothing moves. */
export async function untilAtRest(world: World): Promise<boolean> {
  const progress = watchProgress(world);
  while (!(await isAtRest(world))) {
    if (await progress.isStuck()) return false;
    await wait(INTERVAL_MS);
  }
  return true;
}

/**
 * Twice the same answer, with GitHub's rest in between: a run may make GitHub deliver something. What it could not deliver
 * it is asked to deliver again, as the sweep would do some minutes later.
 */
export async function isAtRest(world: World): Promise<boolean> {
  if (!isZero(await countUnfinished(world))) return false;
  await world.twin.idle();
  if ((await world.twin.redeliverFailed()) > 0) return false;
  return isZero(await countUnfinished(world));
}

function isZero({ deliveries, runs }: Unfinished): boolean {
  return deliveries + runs === 0;
}

/** Deliveries without an end, and runs that are queued or under way. A database that is away has some. */
async function countUnfinished({ database }: Pick<World, "database">): Promise<Unfinished> {
  const sql = `select
    (select count(*)::int from public.deliveries where status = 'recorded') as deliveries,
    (select count(*)::int from dbos.workflow_status where status in ('PENDING', 'ENQUEUED')) as runs`;
  const [row] = await database.query<Unfinished>(sql).catch(() => []);
  return row ?? { deliveries: 1, runs: 1 };
}
