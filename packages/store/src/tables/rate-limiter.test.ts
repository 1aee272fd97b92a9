import type { Clock, ExclusiveDatabase, RateLimiter } from "@osorganicai/core";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalSupabase } from "../local/open-local-supabase.ts";
import { serveMigratedPostgres } from "../test-support/serve-migrated-postgres.ts";
import { withSession } from "../with-session.ts";
import { createRateLimiter } from "./rate-limiter.ts";

/** GitHub's, as the adapter asks for them. */
const limits = {
  windows: [
    { seconds: 60, of: "points", most: 720 },
    { seconds: 60, of: "content", most: 64 },
    { seconds: 3600, of: "content", most: 400 },
  ],
  inFlight: 1,
  gapMs: 1000,
} as const;
const read = { points: 1, content: 0, limits } as const;
const write = { points: 5, content: 1, holdMs: 40_000, limits } as const;

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

/** A clock that stands still until it is moved. */
function createStillClock() {
  let ms = Date.parse("2026-11-02T10:00:00Z");
  const clock: Clock = { now: () => new Date(ms) };
  return { clock, moveTo: (to: number) => (ms = to), move: (by: number) => (ms += by), at: () => ms };
}

let scopes = 0;
const freshScope = () => `github:${(scopes += 1)}`;

// All of them once: in a Postgres in this process each call is many times as dear.
for (const { label, runs, open, jobs } of [
  { label: "the local Supabase", runs: true, open: openLocalSupabase, jobs: found ? 60 : 500 },
  {
    label: postgres,
    runs: found,
    open: async () => serveMigratedPostgres(await openRealPostgres()),
    jobs: 500,
  },
])
  describe.runIf(runs)(label, () => {
    let supabase: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      supabase = await open();
    });
    afterAll(() => supabase.close());

    test(`${label} lets one write at a time, and the next one a second after its end`, async () => {
      const { clock, move } = createStillClock();
      const [one, other] = [
        createRateLimiter(supabase.client, clock),
        createRateLimiter(supabase.client, clock),
      ];
      const scope = freshScope();
      const first = await one.take({ scope, ...write });
      expect(first).toEqual({ granted: true, id: expect.any(String) });
      expect(await other.take({ scope, ...write })).toMatchObject({ granted: false });
      expect(await other.take({ scope, ...read })).toEqual({ granted: true, id: undefined });
      move(300);
      await one.end(scope, (first.granted && first.id) || "");
      await one.end(scope, (first.granted && first.id) || "");
      expect(await other.take({ scope, ...write })).toEqual({ granted: false, waitMs: 1000 });
      expect((await other.take({ scope: freshScope(), ...write })).granted).toBe(true);
      move(1000);
      expect((await other.take({ scope, ...write })).granted).toBe(true);
    });

    test(`${label} frees the turn of a holder that died`, async () => {
      const { clock, move } = createStillClock();
      const limiter = createRateLimiter(supabase.client, clock);
      const scope = freshScope();
      await limiter.take({ scope, ...write });
      move(39_999);
      expect(await limiter.take({ scope, ...write })).toEqual({ granted: false, waitMs: 1 });
      move(1);
      expect(await limiter.take({ scope, ...write })).toEqual({ granted: false, waitMs: 1000 });
      move(1000);
      expect((await limiter.take({ scope, ...write })).granted).toBe(true);
    });

    test(`${label} lets nobody break a silence, and no shorter one replace it`, async () => {
      const { clock, move } = createStillClock();
      const limiter = createRateLimiter(supabase.client, clock);
      const scope = freshScope();
      await limiter.holdOff(scope, 60_000);
      await limiter.holdOff(scope, 1000);
      expect(await limiter.take({ scope, ...read })).toEqual({ granted: false, waitMs: 60_000 });
      move(60_000);
      expect((await limiter.take({ scope, ...read })).granted).toBe(true);
    });

    test(`${label} counts by its own clock when nobody gives it one`, async () => {
      const limiter = createRateLimiter(supabase.client);
      const scope = freshScope();
      await limiter.holdOff(scope, 60_000);
      const turn = await limiter.take({ scope, ...read });
      expect(turn.granted ? 0 : turn.waitMs).toBeGreaterThan(50_000);
    });

    test(`${label} grants one of many who ask at once`, async () => {
      const scope = freshScope();
      const limiters = Array.from({ length: 8 }, () => createRateLimiter(supabase.client));
      const turns = await Promise.all(limiters.map((limiter) => limiter.take({ scope, ...write })));
      expect(turns.filter(({ granted }) => granted)).toHaveLength(1);
    });

    test(`${label} lets a provider's calls run side by side, up to a number`, async () => {
      const { clock, move } = createStillClock();
      const limiter = createRateLimiter(supabase.client, clock);
      const scope = freshScope();
      const model = { windows: [{ seconds: 60, of: "points", most: 3 }], inFlight: 2, gapMs: 0 } as const;
      const ask = { scope, points: 1, content: 0, holdMs: 600_000, limits: model };
      const first = await limiter.take(ask);
      expect((await limiter.take(ask)).granted).toBe(true);
      expect(await limiter.take(ask)).toEqual({ granted: false, waitMs: 250 });
      await limiter.end(scope, (first.granted && first.id) || "");
      expect((await limiter.take(ask)).granted).toBe(true);
      await limiter.end(scope, (first.granted && first.id) || "");
      move(30_000);
      expect(await limiter.take({ ...ask, limits: { ...model, inFlight: 9 } })).toEqual({
        granted: false,
        waitMs: 31_000, // the second in which they began has to leave the minute completely
      });
    });

    test(`${label} keeps ${jobs} jobs within every limit and out of every silence`, {
      timeout: 300_000,
    }, async () => {
      const calls = await runJobs(supabase.database, jobs);
      expect(calls.filter(({ kind }) => kind === "write")).toHaveLength(jobs);
      expect(calls.filter(({ kind }) => kind === "read")).toHaveLength(2 * jobs);
      expect(findBreaches(calls)).toEqual([]);
    });
  });

/** One call that was let through, and until when it took. */
interface Call {
  readonly kind: "read" | "write";
  readonly at: number;
  readonly until: number;
  /** What its answer asked for. */
  readonly silenceMs: number;
}

/**
 * Jobs of two reads and a write each, three at a time, in simulated time: whoever has to wait comes back then. Every
 * fiftieth call is answered with a wish for silence.
 */
async function runJobs(database: ExclusiveDatabase, jobs: number): Promise<readonly Call[]> {
  const { clock, moveTo, at } = createStillClock();
  const scope = freshScope();
  const calls: Call[] = [];
  await withSession(database, async (session) => {
    await session.execute("set synchronous_commit = off"); // the disk is not what is tested
    // The functions themselves, because thousands of requests through a REST API would only be slower.
    const rpc = async (name: string, parameters: Readonly<Record<string, unknown>>) => {
      const list = Object.keys(parameters)
        .map((key, index) => `${key} => $${index + 1}`)
        .join(", ");
      const { rows } = await session.query(
        `select public.${name}(${list}) as data`,
        Object.values(parameters),
      );
      return { data: rows[0]?.["data"], error: null, status: 200 };
    };
    const limiter: RateLimiter = createRateLimiter({ rpc } as never, clock);
    const events: { readonly at: number; readonly run: () => Promise<void> }[] = [];
    const later = (delayMs: number, run: () => Promise<void>) => {
      events.push({ at: at() + delayMs, run });
      events.sort((one, other) => one.at - other.at);
    };

    let begun = 0;
    function beginJob(): void {
      if (begun >= jobs) return;
      begun += 1;
      const left: Call["kind"][] = ["read", "write", "read"];
      const next = async (): Promise<void> => {
        const [kind] = left;
        if (kind === undefined) return beginJob();
        const turn = await limiter.take({ scope, ...(kind === "write" ? write : read) });
        if (!turn.granted) return later(turn.waitMs, next);
        left.shift();
        const silenceMs = calls.length % 50 === 49 ? 1000 * (calls.length % 120) : 0;
        const tookMs = 100 + (calls.length % 7) * 50;
        calls.push({ kind, at: at(), until: at() + tookMs, silenceMs });
        later(tookMs, async () => {
          if (silenceMs > 0) await limiter.holdOff(scope, silenceMs);
          if (turn.id !== undefined) await limiter.end(scope, turn.id);
          await next();
        });
      };
      later(0, next);
    }
    for (let worker = 0; worker < 3; worker += 1) beginJob();
    for (let event = events.shift(); event; event = events.shift()) {
      moveTo(event.at);
      await event.run();
    }
  });
  return calls;
}

/** Every promise that some call broke. */
function findBreaches(calls: readonly Call[]): readonly string[] {
  const breaches: string[] = [];
  const writes = calls.filter(({ kind }) => kind === "write");
  writes.forEach(({ at }, index) => {
    const before = writes[index - 1];
    if (before && at < before.until) breaches.push(`two writes in flight at ${at}`);
    if (before && at < before.until + 1000) breaches.push(`a write ${at - before.until} ms after another`);
  });
  const within = (list: readonly Call[], end: number, ms: number) =>
    list.filter(({ at }) => at > end - ms && at <= end);
  for (const { at } of calls) {
    const minute = within(calls, at, 60_000);
    const points = minute.reduce((sum, { kind }) => sum + (kind === "write" ? 5 : 1), 0);
    if (points > 720) breaches.push(`${points} points in the minute before ${at}`);
  }
  for (const { at } of writes) {
    const [minute, hour] = [within(writes, at, 60_000).length, within(writes, at, 3_600_000).length];
    if (minute > 64 || hour > 400) breaches.push(`${minute} a minute and ${hour} an hour at ${at}`);
  }
  for (const { until, silenceMs } of calls)
    for (const { at } of calls)
      if (silenceMs > 0 && at > until && at < until + silenceMs)
        breaches.push(`a call at ${at} in a silence`);
  return breaches;
}
