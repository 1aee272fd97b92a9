import type { EnginePool } from "../dbos/engine-pool.ts";

/** How many runs have not ended. */
export interface RunCount {
  readonly left: number;
  /** Of them, those that are worth waiting for. */
  readonly worthwhile: number;
}

/** @param onlyWorkable whether what cannot go on before `moment` is not worth waiting for */
export async function countRuns(pool: EnginePool, moment: Date, onlyWorkable: boolean): Promise<RunCount> {
  const [row] = await pool.query<{ readonly unfinished: number; readonly workable: number }>(
    "select * from public.count_runs($1)",
    [moment.toISOString()],
  );
  const { unfinished = 0, workable = 0 } = row ?? {};
  return { left: unfinished, worthwhile: onlyWorkable ? workable : unfinished };
}
