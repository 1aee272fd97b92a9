import type { World } from "./open-world.ts";

/** Nothing at all has happened for so long: whoever is still at work is stuck. Busy machines are slow, not still. */
const STILL_MS = 150_000;

/** Tells whether something still moves, however slowly. */
export interface Progress {
  /** True when nothing has changed for {@link STILL_MS}. */
  isStuck(): Promise<boolean>;
}

/** Watches the steps that the engine has stored, the deliveries that have ended, and what GitHub was asked. */
export function watchProgress(world: World): Progress {
  let last = "";
  let since = performance.now();
  return {
    async isStuck() {
      const now = await measure(world);
      if (now !== last) {
        last = now;
        since = performance.now();
      }
      return performance.now() - since > STILL_MS;
    },
  };
}

async function measure({ database, twin }: World): Promise<string> {
  const sql = `select
    (select count(*) from dbos.operation_outputs) || ' ' ||
    (select count(*) from public.deliveries where status <> 'recorded') as state`;
  const [row] = await database.query<{ state: string }>(sql).catch(() => []);
  return `${row?.state ?? "away"} ${(await twin.journal()).length}`;
}
