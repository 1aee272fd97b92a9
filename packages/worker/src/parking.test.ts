import { randomUUID } from "node:crypto";
import { type Engine, OSOrganicError, type RunStart, type RunSummary } from "@osorganicai/core";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { createEngine } from "./create-engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { createJumpingClock } from "./test-support/jumping-clock.ts";
import { openPglite } from "./test-support/open-pglite.ts";

const { database, close } = await openPglite();
afterAll(close);

const minute = 60_000;
const patience = { timeout: 30_000, interval: 10 };

/** An engine under a clock of its own, in which every wait parks. */
async function startEngine(
  handle: (start: RunStart) => Promise<void>,
  options: Partial<EngineOptions> = {},
): Promise<{ readonly engine: Engine; readonly clock: ReturnType<typeof createJumpingClock> }> {
  const clock = createJumpingClock();
  const timing = { tendMs: 10 };
  const engine = createEngine({ name: "test", database, handle, clock, parkAfterMs: 0, timing, ...options });
  await engine.migrate();
  await engine.start();
  onTestFinished(() => engine.stop());
  return { engine, clock };
}

async function ask<T>(sql: string, parameters: readonly unknown[]): Promise<T | undefined> {
  const session = await database.acquire();
  const { rows } = await session.query(sql, parameters);
  await session.release();
  return rows[0] as T | undefined;
}

async function enqueue(subject: string, id: string = randomUUID()): Promise<string> {
  await ask("select public.enqueue_run($1, $2)", [id, subject]);
  return `${id}@${subject}`;
}

async function findRun(engine: Engine, runId: string): Promise<RunSummary> {
  const run = (await engine.list()).find((candidate) => candidate.runId === runId);
  if (!run) throw new Error(`No run ${runId}.`);
  return run;
}

function untilItIs(engine: Engine, runId: string, status: RunSummary["status"]): Promise<void> {
  return vi.waitFor(async () => expect((await findRun(engine, runId)).status).toBe(status), patience);
}

function away(retryAfterMs?: number): OSOrganicError {
  return new OSOrganicError("github_unavailable", "GitHub answered 503.", {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

test("a run that waits holds no worker, keeps its subject's order and its finished steps", async () => {
  const done: string[] = [];
  let isAway = true;
  const { engine, clock } = await startEngine(
    async ({ runId, subject, step }) => {
      await step("paid", async () => void done.push(`paid ${runId}`));
      await step("write", async () => {
        if (isAway && subject === "acme/shop#1") throw away(10 * minute);
        done.push(`written ${runId}`);
      });
    },
    { concurrency: 1 },
  );
  const first = await enqueue("acme/shop#1");
  await untilItIs(engine, first, "waiting");
  const second = await enqueue("acme/shop#1");
  const other = await enqueue("acme/shop#2");
  await untilItIs(engine, other, "succeeded");
  expect((await findRun(engine, second)).status).toBe("queued");
  expect((await findRun(engine, first)).waiting).toMatchObject({
    attempts: 1,
    reason: "GitHub answered 503.",
  });
  expect((await engine.list({ status: "waiting" })).map(({ runId }) => runId)).toEqual([first]);
  expect((await engine.list({ status: "running" })).map(({ runId }) => runId)).toEqual([]);

  isAway = false;
  clock.jump(9 * minute);
  expect(await engine.drain(1)).toBe(2);
  clock.jump(minute);
  expect(await engine.drain(30)).toBe(0);
  expect(done).toEqual([
    `paid ${first}`,
    `paid ${other}`,
    `written ${other}`,
    `written ${first}`,
    `paid ${second}`,
    `written ${second}`,
  ]);
});

test("an hour without GitHub: nothing is lost, no worker is held, every subject is worked off in order", async () => {
  const subjects = Array.from({ length: 6 }, (_, index) => `acme/outage#${index}`);
  const written = new Map<string, string[]>(subjects.map((subject) => [subject, []]));
  let tries = 0;
  let backAt = Number.POSITIVE_INFINITY;
  const { engine, clock } = await startEngine(({ runId, subject, step }) =>
    step("write", async () => {
      tries += 1;
      if (clock.now().getTime() < backAt) throw away();
      written.get(subject)?.push(runId);
    }),
  );
  backAt = clock.now().getTime() + 60 * minute;
  const sent = new Map<string, string[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < 3; round += 1)
    for (const subject of subjects) sent.get(subject)?.push(await enqueue(subject));

  const heads = subjects.map((subject) => sent.get(subject)?.[0] ?? "");
  while (clock.now().getTime() < backAt) {
    await vi.waitFor(async () => {
      const waiting = (await engine.list({ status: "waiting" })).filter(
        ({ waiting }) => waiting && waiting.until.getTime() > clock.now().getTime(),
      );
      expect(waiting.map(({ runId }) => runId).toSorted()).toEqual(heads.toSorted());
    }, patience);
    expect(await engine.list({ status: "running" })).toEqual([]);
    clock.jump(5 * minute);
  }
  // The longest wait of the policy may have begun just before.
  clock.jump(5 * minute);
  expect(await engine.drain(60)).toBe(0);
  for (const subject of subjects) expect(written.get(subject)).toEqual(sent.get(subject));
  expect(tries).toBeGreaterThan(18 + 6 * 10);
});

test("a wait outlives its process, and what was tried before it counts", async () => {
  const retry = {
    outage: { attempts: 3, totalMs: 60 * minute, firstDelayMs: minute, maxDelayMs: minute },
    hiccup: { attempts: 1, totalMs: 1, firstDelayMs: 1, maxDelayMs: 1 },
  };
  let tries = 0;
  const handle = ({ step }: RunStart) =>
    step("write", async () => {
      tries += 1;
      throw away();
    });
  const { engine: first } = await startEngine(handle, { retry });
  const runId = await enqueue("acme/shop#3");
  await untilItIs(first, runId, "waiting");
  await first.stop();
  const { engine: second, clock } = await startEngine(handle, { retry });
  expect((await findRun(second, runId)).status).toBe("waiting");
  for (let round = 0; round < 2; round += 1) {
    const before = tries;
    clock.jump(minute);
    await vi.waitFor(() => expect(tries).toBe(before + 1), patience);
  }
  expect(await second.drain(30)).toBe(0);
  expect(await findRun(second, runId)).toMatchObject({ status: "failed", error: "GitHub answered 503." });
  expect(tries).toBe(3);
  await second.discard(runId); // Otherwise the next start takes it up.
});

test("a run that waits is cancelled or woken at once, as a human wants", async () => {
  let isAway = true;
  const { engine } = await startEngine(({ step }) =>
    step("write", async () => {
      if (isAway) throw away(60 * minute);
    }),
  );
  const cancelled = await enqueue("acme/shop#4");
  const woken = await enqueue("acme/shop#5");
  const behind = await enqueue("acme/shop#4");
  await untilItIs(engine, cancelled, "waiting");
  await untilItIs(engine, woken, "waiting");
  isAway = false;
  await engine.cancel(cancelled);
  await untilItIs(engine, behind, "succeeded");
  await engine.retry(woken);
  await untilItIs(engine, woken, "succeeded");
  expect((await findRun(engine, cancelled)).status).toBe("cancelled");
});

test("only a dead run can be revived, once, and begins where it failed", async () => {
  const done: string[] = [];
  let mended = false;
  const { engine } = await startEngine(async ({ step }) => {
    await step("paid", async () => void done.push("paid"));
    await step("write", async () => {
      if (!mended) throw new OSOrganicError("github_forbidden", "The App lacks a permission.");
      done.push("written");
    });
  });
  const subject = "acme/shop#6";
  const id = randomUUID();
  const revive = async () =>
    (await ask<{ revived: boolean }>("select public.revive_run($1, $2) as revived", [id, subject]))?.revived;
  expect(await revive()).toBe(false);
  const runId = await enqueue(subject, id);
  await untilItIs(engine, runId, "failed");
  mended = true;
  expect(await revive()).toBe(true);
  expect(await engine.drain(30)).toBe(0);
  expect(await findRun(engine, runId)).toMatchObject({ status: "succeeded" });
  expect(done).toEqual(["paid", "written"]);
  expect(await revive()).toBe(false);
});

test("a discarded run stays what it is: no redelivery and no start revives it, and its subject goes on", async () => {
  let isAway = true;
  const tried: string[] = [];
  const { engine } = await startEngine(({ runId, step }) =>
    step("write", async () => {
      tried.push(runId);
      if (isAway) throw away(7 * 60 * minute);
    }),
  );
  const subject = "acme/shop#7";
  const dead = await enqueue(subject);
  await untilItIs(engine, dead, "failed");
  await engine.discard(dead);
  expect((await findRun(engine, dead)).status).toBe("cancelled");
  const [id] = dead.split("@");
  expect(await ask("select public.revive_run($1, $2) as revived", [id, subject])).toEqual({ revived: false });
  isAway = false;
  const next = await enqueue(subject);
  await untilItIs(engine, next, "succeeded");
  await expect(engine.discard(next)).rejects.toMatchObject({ code: "run_not_found" });
  await expect(engine.discard("nobody@acme/shop#1")).rejects.toMatchObject({ code: "run_not_found" });
  expect(tried).toEqual([dead, next]);
});

test("a run tells how far it came", async () => {
  const { engine } = await startEngine(async ({ step }) => {
    await step("read", async () => undefined);
    await step("write", async () => {
      throw new OSOrganicError("github_forbidden", "The App lacks a permission.");
    });
  });
  const runId = await enqueue("acme/shop#8");
  await untilItIs(engine, runId, "failed");
  expect(await engine.find(runId)).toMatchObject({
    status: "failed",
    error: "The App lacks a permission.",
    steps: [
      { name: "read", failed: false },
      { name: "write", failed: true },
    ],
  });
});
