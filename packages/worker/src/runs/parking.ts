import type { EnginePool } from "../dbos/engine-pool.ts";

/** Why and how long a run waits: what `public.parked_runs` keeps of it. */
export interface Stay {
  /** That is tried again. */
  readonly step: string;
  readonly until: Date;
  /** The step's first try. */
  readonly since: Date;
  /** Of that step, so far. */
  readonly attempts: number;
  /** For a human. */
  readonly reason: string;
}

/** How one execution lets go of its run. */
export interface Parking {
  /** The run's last stay, over or not. */
  find(): Promise<Pick<Stay, "step" | "since" | "attempts"> | undefined>;
  /** @returns false when another execution has the run by now, or nobody has to */
  park(stay: Stay): Promise<boolean>;
}

/** @param owner DBOS' token of the execution: nobody else can let go of its run */
export function createParking(pool: EnginePool, runId: string, owner: string | undefined): Parking {
  return {
    async find() {
      const sql = "select step, since, attempts from public.parked_runs where run_id = $1";
      const [row] = await pool.query<Pick<Stay, "step" | "since" | "attempts">>(sql, [runId]);
      return row && { ...row, since: new Date(row.since) };
    },
    async park({ step, until, since, attempts, reason }) {
      const [row] = await pool.query<{ readonly parked: boolean }>(
        "select public.park_run($1, $2, $3, $4, $5, $6, $7) as parked",
        [runId, owner ?? null, step, until.toISOString(), since.toISOString(), attempts, reason],
      );
      return row?.parked === true;
    },
  };
}
