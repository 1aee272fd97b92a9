import type { EnginePool } from "../dbos/engine-pool.ts";

/** Rows at once: locks are held only briefly, whatever there is to delete. */
export const PURGE_BATCH = 500;

/** Deletes one batch of runs that ended before a moment. @returns how many; with `dry`, how many there are in all */
export async function purgeBatch(
  pool: EnginePool,
  { before, dry = false }: { readonly before: Date; readonly dry?: boolean },
): Promise<number> {
  const [row] = await pool.query<{ readonly purged: number }>(
    "select public.purge_runs($1, $2, $3) as purged",
    [before.toISOString(), PURGE_BATCH, dry],
  );
  return row?.purged ?? 0;
}

/** Deletes all of them, or counts them. */
export async function purgeRuns(
  pool: EnginePool,
  options: { readonly before: Date; readonly dry?: boolean },
): Promise<number> {
  let all = await purgeBatch(pool, options);
  for (let last = all; last === PURGE_BATCH && options.dry !== true; all += last)
    last = await purgeBatch(pool, options);
  return all;
}
