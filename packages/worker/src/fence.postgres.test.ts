import { randomUUID } from "node:crypto";
import {
  type Engine,
  isRunInterrupted,
  OSOrganicError,
  type RunStart,
  silentLogger,
} from "@osorganicai/core";
import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { createEngine } from "./create-engine.ts";
import { openEnginePool } from "./dbos/engine-pool.ts";
import type { EngineOptions } from "./engine-options.ts";
import { createLostClaims } from "./runs/lost-claims.ts";
import { currentExecutor } from "./session/current-executor.ts";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const label = `a worker on a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;
const patience = { timeout: 30_000, interval: 20 };

async function open(
  handle: (start: RunStart) => Promise<void>,
  options: Partial<EngineOptions> = {},
): Promise<{ readonly postgres: RealPostgres; readonly engine: Engine }> {
  const postgres = await openRealPostgres();
  const database = { url: postgres.url };
  const engine = createEngine({ name: "test", database, handle, timing: { tendMs: 20 }, ...options });
  onTestFinished(async () => {
    await engine.stop();
    await postgres.close();
  });
  await engine.migrate();
  return { postgres, engine };
}

async function enqueue({ query }: RealPostgres, subject = "acme/shop#7"): Promise<string> {
  const id = randomUUID();
  await query("select public.enqueue_run($1, $2)", [id, subject]);
  return `${id}@${subject}`;
}

async function executors({ query }: RealPostgres): Promise<readonly unknown[]> {
  return (await query("select id from public.executors order by started_at")).rows.map(({ id }) => id);
}

async function statusOf({ query }: RealPostgres, runId: string): Promise<unknown> {
  const { rows } = await query("select status from dbos.workflow_status where workflow_uuid = $1", [runId]);
  return rows[0]?.["status"];
}

/** Grows with every look for runs to begin. */
const scansOfRuns = "select idx_scan as scans from pg_stat_user_tables where relname = 'workflow_status'";

test.skipIf(!found)(
  `${label} that is past its deadline stores no step, though nobody took it over, and begins anew`,
  async () => {
    const seen: (string | undefined)[] = [];
    const thrown: unknown[] = [];
    const late = Promise.withResolvers<void>();
    const { postgres, engine } = await open(
      async ({ step }) => {
        await step("slow", async () => {
          seen.push(currentExecutor());
          if (seen.length === 1) await late.promise;
          return seen.length;
        }).catch((error: unknown) => {
          thrown.push(error);
          throw error;
        });
      },
      // It says only once that it lives, and nobody looks for dead ones meanwhile.
      { timing: { leaseMs: 3000, heartbeatMs: 3_600_000, tendMs: 3_600_000 } },
    );
    await engine.start();
    const runId = await enqueue(postgres);
    await vi.waitFor(() => expect(seen).toHaveLength(1), patience);
    const [first] = seen;
    await vi.waitFor(async () => {
      const { rows } = await postgres.query("select public.is_alive($1) as alive", [first]);
      expect(rows).toEqual([{ alive: false }]);
    }, patience);
    late.resolve();
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1), patience);
    expect(new Set(seen).size).toBe(seen.length);
    expect(thrown.length).toBeGreaterThan(0);
    expect(thrown.filter((error) => !isRunInterrupted(error))).toEqual([]);
    await vi.waitFor(async () => {
      const { rows } = await postgres.query(
        "select output from dbos.operation_outputs where workflow_uuid = $1",
        [runId],
      );
      expect(rows.map(({ output }) => String(output))).toEqual([expect.not.stringContaining('"value":1}')]);
    }, patience);
  },
);

test.skipIf(!found)(
  `${label} that has lost a run to another one is interrupted, not failed, when its step ends`,
  async () => {
    const seen: (string | undefined)[] = [];
    const thrown: unknown[] = [];
    const late = Promise.withResolvers<void>();
    const { postgres, engine } = await open(async ({ step }) => {
      await step("slow", async () => {
        seen.push(currentExecutor());
        if (seen.length === 1) await late.promise;
      }).catch((error: unknown) => {
        thrown.push(error);
        throw error;
      });
    });
    onTestFinished(() => late.resolve());
    await engine.start();
    const runId = await enqueue(postgres);
    await vi.waitFor(() => expect(seen).toHaveLength(1), patience);
    await postgres.query("update public.executors set deadline = 'epoch'");
    await vi.waitFor(async () => expect(await statusOf(postgres, runId)).toBe("ENQUEUED"), patience);
    // The same one once more, as the next best.
    await postgres.query("select public.register_executor($1, 60000)", [seen[0]]);
    await vi.waitFor(async () => expect(await statusOf(postgres, runId)).toBe("SUCCESS"), patience);
    late.resolve();
    await vi.waitFor(() => expect(thrown).toHaveLength(1), patience);
    expect(thrown.filter((error) => !isRunInterrupted(error))).toEqual([]);
    expect(seen).toHaveLength(2);
  },
);

/** A run whose claim by this executor was committed so long ago, and whose answer was lost. */
async function loseClaim(postgres: RealPostgres, executor: string, ageMs: number): Promise<string> {
  const [id, subject] = [randomUUID(), `acme/shop#${randomUUID()}`];
  // In one statement: nobody else claims it in between.
  await postgres.query(
    `do $$ begin
       perform public.enqueue_run('${id}', '${subject}');
       update dbos.workflow_status
       set status = 'PENDING', executor_id = '${executor}', owner_xid = 'lost', application_version = '1',
           started_at_epoch_ms = (extract(epoch from now()) * 1000)::bigint - ${ageMs}
       where workflow_uuid = '${id}@${subject}';
       if not exists (select from dbos.workflow_status where workflow_uuid = '${id}@${subject}' and owner_xid = 'lost') then
         raise exception 'The claim was refused.';
       end if;
     end $$`,
  );
  return `${id}@${subject}`;
}

test.skipIf(!found)(
  `${label} gives back a claim whose answer was lost, and nothing that it does`,
  async () => {
    const begun: string[] = [];
    const end = Promise.withResolvers<void>();
    const { postgres, engine } = await open(async ({ runId, step }) => {
      await step("slow", async () => {
        begun.push(runId);
        await end.promise;
      });
    });
    // However it ends: a step that waits would hold up the engine's end.
    onTestFinished(() => end.resolve());
    await engine.start();
    const [executor] = await executors(postgres);
    const slow = await enqueue(postgres);
    await vi.waitFor(() => expect(begun).toEqual([slow]), patience);
    await postgres.query("update dbos.workflow_status set started_at_epoch_ms = 0");
    // As old as a lease.
    const lost = await loseClaim(postgres, String(executor), 60_000);
    await vi.waitFor(() => expect(begun).toEqual([slow, lost]), patience);
    end.resolve();
    for (const run of [slow, lost])
      await vi.waitFor(async () => expect(await statusOf(postgres, run)).toBe("SUCCESS"), patience);
    expect(begun).toHaveLength(2);
  },
);

test.skipIf(!found)(
  `${label} knows which of its claims it gave back, should DBOS begin one late`,
  async () => {
    const { postgres, engine } = await open(async () => undefined);
    await engine.start();
    const executor = String((await executors(postgres))[0]);
    const pool = openEnginePool({ url: postgres.url }, { max: 1, longestPauseMs: 1000 });
    onTestFinished(() => pool.close());
    const lostClaims = createLostClaims({ pool, executor, graceMs: 1000, log: silentLogger });
    const [young, old] = [
      await loseClaim(postgres, executor, 0),
      await loseClaim(postgres, executor, 30_000),
    ];
    await lostClaims.giveBack();
    expect([lostClaims.has(old, "lost"), lostClaims.has(old, "next"), lostClaims.has(young, "lost")]).toEqual(
      [true, false, false],
    );
    await vi.waitFor(async () => expect(await statusOf(postgres, old)).toBe("SUCCESS"), patience);
    expect(await statusOf(postgres, young)).toBe("PENDING");
  },
);

test.skipIf(!found)(`${label} lets the database refuse whatever a dead executor writes`, async () => {
  const { postgres } = await open(async () => undefined);
  const assert = (id: string) => postgres.query("select public.assert_alive($1)", [id]);
  await expect(assert("worker.gone")).rejects.toMatchObject({ code: "OSX01" });
  await postgres.query("select public.register_executor('worker.here', 60000)");
  await assert("worker.here");
  await postgres.query("update public.executors set deadline = now() - interval '1 ms'");
  await expect(assert("worker.here")).rejects.toThrow("past its deadline");
  const { rows } = await postgres.query("select public.extend_executor('worker.here', 60000) as extended");
  expect(rows).toEqual([{ extended: false }]);
});

test.skipIf(!found)(
  `${label} that is stopped gives its runs to others at once, and leaves no executor behind`,
  async () => {
    const started = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const { postgres, engine } = await open(async ({ step }) => {
      await step("one", async () => {
        started.resolve();
        await end.promise;
      });
      await step("two", async () => undefined);
    });
    await engine.start();
    const runId = await enqueue(postgres);
    await started.promise;
    const stopped = engine.stop();
    await vi.waitFor(async () => {
      const { rows } = await postgres.query("select stopping from public.executors");
      expect(rows).toEqual([{ stopping: true }]);
    }, patience);
    // Whatever comes now is for others, while the last step ends. DBOS looks every 50 ms.
    const other = await enqueue(postgres, "acme/shop#8");
    const [{ scans: before } = {}] = (await postgres.query(scansOfRuns)).rows;
    await vi.waitFor(async () => {
      const [{ scans } = {}] = (await postgres.query(scansOfRuns)).rows;
      expect(Number(scans)).toBeGreaterThan(Number(before) + 20);
    }, patience);
    expect(await statusOf(postgres, other)).toBe("ENQUEUED");
    end.resolve();
    await stopped;
    expect(await executors(postgres)).toEqual([]);
    const { rows } = await postgres.query(
      "select status from dbos.workflow_status where workflow_uuid = $1",
      [runId],
    );
    expect(rows).toEqual([{ status: "ENQUEUED" }]);
  },
);

test.skipIf(!found)(
  `${label} as an invocation of a function has a deadline in its id and never moves it`,
  async () => {
    const { postgres, engine } = await open(async () => undefined);
    await engine.start({ seconds: 30 });
    await enqueue(postgres);
    expect(await engine.drain(20)).toBe(0);
    const { rows } = await postgres.query(
      "select id, (extract(epoch from deadline) * 1000)::bigint as until from public.executors",
    );
    expect(rows).toEqual([{ id: expect.stringMatching(/^fn\.\d+\./), until: expect.any(String) }]);
    expect(String(rows[0]?.id)).toContain(`fn.${String(rows[0]?.until)}.`);
  },
);

test.skipIf(!found)(
  `${label} as an invocation of a function does not wait for what cannot go on before its end`,
  async () => {
    const { postgres, engine } = await open(({ subject, step }) =>
      step("write", async () => {
        if (subject === "acme/shop#1")
          throw new OSOrganicError("github_rate_limited", "Wait.", { retryAfterMs: 3_600_000 });
      }),
    );
    for (const subject of ["acme/shop#1", "acme/shop#1", "acme/shop#2"]) await enqueue(postgres, subject);
    await engine.start({ seconds: 60 });
    expect(await engine.drain(50)).toBe(2);
    const runs = await engine.list();
    expect(runs.map(({ subject, status }) => `${subject} ${status}`).toSorted()).toEqual([
      "acme/shop#1 queued",
      "acme/shop#1 waiting",
      "acme/shop#2 succeeded",
    ]);
  },
);

test.skipIf(!found)(`${label} never runs more at once than all workers together may`, async () => {
  let running = 0;
  let most = 0;
  const { postgres, engine } = await open(
    ({ step }) =>
      step("work", async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 30));
        running -= 1;
      }),
    { totalConcurrency: 2 },
  );
  for (let number = 1; number <= 8; number += 1) await enqueue(postgres, `acme/shop#${number}`);
  await engine.start();
  expect(await engine.drain(30)).toBe(0);
  expect(most).toBe(2);
});
