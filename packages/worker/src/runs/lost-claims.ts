import type { Logger } from "@osorganicai/core";
import type { EnginePool } from "../dbos/engine-pool.ts";
import { isHeld } from "../dbos/hold-execution.ts";
import { workflowName } from "../dbos/names.ts";

/**
 * Claims of runs that were committed while their answer was lost with the connection: such a run is under way in the
 * database and nowhere else, and its subject stands still.
 */
export interface LostClaims {
  /** Gives this executor's back to the queue. */
  giveBack(): Promise<void>;
  /** Whether that happened to this claim: DBOS begins the run late, when others may have it. */
  has(runId: string, owner: string | undefined): boolean;
}

/** Whose claims, and when an answer counts as lost. */
export interface LostClaimsOptions {
  readonly pool: EnginePool;
  readonly executor: string;
  /** A claim that is older and that DBOS does not know of is lost. */
  readonly graceMs: number;
  readonly log: Logger;
}

/** Knows of the claims that it gave back, as long as its executor lives. */
export function createLostClaims(options: LostClaimsOptions): LostClaims {
  const { pool, executor, log } = options;
  const given = new Set<string>();
  return {
    async giveBack() {
      const old = await listOld(options);
      // In one go: what DBOS begins before this is held, and what it begins after it is in the set.
      const lost = old.filter(({ runId }) => !isHeld(runId));
      for (const claim of lost) given.add(keyOf(claim));
      for (const { runId, owner } of lost) {
        const sql = "select public.give_back_claim($1, $2, $3) as done";
        const [row] = await pool.query<{ readonly done: boolean }>(sql, [executor, runId, owner]);
        if (row?.done === true) log.warn("run.given_back", { runId });
      }
    },
    has: (runId, owner) => owner !== undefined && given.has(keyOf({ runId, owner })),
  };
}

interface Claim {
  readonly runId: string;
  /** DBOS' token, the same for all that it claimed at once. */
  readonly owner: string;
}

function keyOf({ runId, owner }: Claim): string {
  return `${owner} ${runId}`;
}

async function listOld({ pool, executor, graceMs }: LostClaimsOptions): Promise<readonly Claim[]> {
  return pool.query<Claim>(
    `select workflow_uuid as "runId", owner_xid as owner from dbos.workflow_status
     where status = 'PENDING' and name = $1 and executor_id = $2 and owner_xid is not null
       and started_at_epoch_ms <= (extract(epoch from clock_timestamp()) * 1000)::bigint - $3::bigint`,
    [workflowName, executor, graceMs],
  );
}
