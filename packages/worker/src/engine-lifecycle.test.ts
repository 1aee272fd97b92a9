import { randomUUID } from "node:crypto";
import { type Engine, OSOrganicError, type RunStart } from "@osorganicai/core";
import { afterAll, expect, test } from "vitest";
import { createEngine } from "./create-engine.ts";
import { createJumpingClock } from "./test-support/jumping-clock.ts";
import { openPglite } from "./test-support/open-pglite.ts";

// One engine after the other, because a process runs one at a time.
const { database, close } = await openPglite();
afterAll(close);

function newEngine(handle: (start: RunStart) => Promise<void>, name = "test"): Engine {
  return createEngine({ name, database, handle });
}

async function enqueue(id: string = randomUUID()): Promise<string> {
  const subject = "acme/shop#7";
  const session = await database.acquire();
  await session.query("select public.enqueue_run($1, $2)", [id, subject]);
  await session.release();
  return `${id}@${subject}`;
}

test("an engine that was not migrated does not start and says what to do", async () => {
  const engine = newEngine(async () => undefined);
  await expect(engine.start()).rejects.toMatchObject({ code: "migration_failed" });
  await expect(engine.start()).rejects.toThrow("Call migrate() first");
  await engine.migrate();
  await engine.start();
  await engine.stop();
});

test("an engine that is not started answers nothing", async () => {
  const engine = newEngine(async () => undefined);
  for (const ask of [
    () => engine.list(),
    () => engine.drain(1),
    () => engine.retry("x"),
    () => engine.cancel("x"),
  ])
    await expect(ask()).rejects.toMatchObject({ code: "engine_misused" });
  await engine.stop();
});

test("a second engine in the same process is refused until the first one stops", async () => {
  const [first, second] = [newEngine(async () => undefined), newEngine(async () => undefined)];
  await first.start();
  await expect(first.start()).rejects.toMatchObject({ code: "engine_misused" });
  await expect(second.start()).rejects.toMatchObject({ code: "engine_misused" });
  await first.stop();
  await first.stop();
  await second.start();
  await second.stop();
});

test("stopping lets the running step end; the next engine goes on after it, under whatever name", async () => {
  const done: string[] = [];
  const inStep = Promise.withResolvers<void>();
  const endStep = Promise.withResolvers<void>();
  const handle = async ({ step }: RunStart) => {
    await step("one", async () => {
      done.push("one");
      inStep.resolve();
      await endStep.promise;
    });
    await step("two", async () => void done.push("two"));
  };
  const first = newEngine(handle);
  await first.start();
  const runId = await enqueue();
  await inStep.promise;
  const stopped = first.stop();
  endStep.resolve();
  await stopped;
  expect(done).toEqual(["one"]);

  const second = newEngine(handle, "renamed");
  await second.start();
  expect(await second.drain(30)).toBe(0);
  expect(done).toEqual(["one", "two"]);
  expect(await second.list({ status: "succeeded" })).toMatchObject([{ runId, subject: "acme/shop#7" }]);
  await second.stop();
});

test("stopping does not wait for a step's next try; the next engine tries again", async () => {
  const failed = Promise.withResolvers<void>();
  const first = newEngine(({ step }) =>
    step("limited", async () => {
      failed.resolve();
      throw new OSOrganicError("github_rate_limited", "Come back in a moment.", { retryAfterMs: 4900 });
    }),
  );
  await first.start();
  const runId = await enqueue();
  await failed.promise;
  await first.stop();

  const second = newEngine(({ step }) => step("limited", async () => undefined));
  await second.start();
  expect(await second.drain(30)).toBe(0);
  expect((await second.list()).find((run) => run.runId === runId)?.status).toBe("succeeded");
  await second.stop();
});

const soon = { firstDelayMs: 1, maxDelayMs: 1, totalMs: 60_000 };

test("a step outlasts an outage however often it fails meanwhile, and gives up when the time is over", async () => {
  const clock = createJumpingClock();
  const retry = {
    outage: { ...soon, attempts: Number.POSITIVE_INFINITY },
    hiccup: { ...soon, attempts: 3 },
  };
  let tries = 0;
  let comesBackAt = 20;
  const handle = ({ step }: RunStart) =>
    step("away", async () => {
      tries += 1;
      clock.jump(1000);
      if (tries < comesBackAt) throw new OSOrganicError("github_unavailable", "GitHub answered 502.");
    });
  const engine = createEngine({ name: "test", database, handle, retry, clock });
  await engine.start();
  const patient = await enqueue();
  expect(await engine.drain(30)).toBe(0);
  expect(await statusOf(engine, patient)).toBe("succeeded");
  expect(tries).toBe(20);

  [tries, comesBackAt] = [0, Number.POSITIVE_INFINITY];
  const hopeless = await enqueue();
  expect(await engine.drain(30)).toBe(0);
  expect(await statusOf(engine, hopeless)).toBe("failed");
  expect(tries).toBe(60);
  await engine.stop();
  // Otherwise the next start takes it up.
  const last = newEngine(async () => undefined);
  await last.start();
  await last.drain(30);
  await last.stop();
});

test("a start gives runs that failed of an outage one more chance, and no others", async () => {
  const once = { ...soon, attempts: 1 };
  const tried: string[] = [];
  let mended = false;
  const errors = new Map<string, OSOrganicError>();
  const handle = ({ runId, step }: RunStart) =>
    step("work", async () => {
      tried.push(runId);
      const error = errors.get(runId);
      if (error && !mended) throw error;
    });
  const newWorker = (): Engine =>
    createEngine({ name: "test", database, handle, retry: { outage: once, hiccup: once } });
  const first = newWorker();
  await first.start();
  const [away, limited, broken] = [randomUUID(), randomUUID(), randomUUID()].map((id) => `${id}@acme/shop#7`);
  errors.set(away ?? "", new OSOrganicError("model_unavailable", "Overloaded."));
  errors.set(limited ?? "", new OSOrganicError("github_rate_limited", "Wait.", { retryAfterMs: 9e9 }));
  errors.set(broken ?? "", new OSOrganicError("repository_unavailable", "Nothing to clone there."));
  for (const runId of errors.keys()) await enqueue(runId.split("@")[0]);
  expect(await first.drain(30)).toBe(0);
  expect(tried).toEqual([away, limited, broken]);
  await first.stop();

  const second = newWorker();
  await second.start();
  expect(await second.drain(30)).toBe(0);
  expect(tried.slice(3)).toHaveLength(2);
  expect(new Set(tried.slice(3))).toEqual(new Set([away, limited]));
  await second.stop();

  mended = true;
  const third = newWorker();
  await third.start();
  expect(await third.drain(30)).toBe(0);
  expect(tried.slice(5)).toHaveLength(2);
  expect(new Set(tried.slice(5))).toEqual(new Set([away, limited]));
  expect(await statusOf(third, away)).toBe("succeeded");
  expect(await statusOf(third, broken)).toBe("failed");
  await third.stop();
});

test("a start leaves a run alone that failed of an outage more than a week ago", async () => {
  const once = { ...soon, attempts: 1 };
  const clock = createJumpingClock();
  let tries = 0;
  const handle = ({ step }: RunStart) =>
    step("work", async () => {
      tries += 1;
      throw new OSOrganicError("model_unavailable", "Overloaded.");
    });
  const newWorker = (): Engine =>
    createEngine({ name: "test", database, handle, clock, retry: { outage: once, hiccup: once } });
  const first = newWorker();
  await first.start();
  await enqueue();
  await first.drain(30);
  await first.stop();
  clock.jump(8 * 24 * 60 * 60 * 1000);
  const second = newWorker();
  await second.start();
  await second.drain(30);
  await second.stop();
  expect(tries).toBe(1);
});

async function statusOf(engine: Engine, runId: string | undefined): Promise<string | undefined> {
  return (await engine.list()).find((run) => run.runId === runId)?.status;
}

test("a step that is started while another one is running is refused", async () => {
  let refusal: unknown;
  const engine = newEngine(async ({ step }) => {
    const first = step("one", async () => undefined);
    refusal = await step("two", async () => undefined).catch((error: unknown) => error);
    await first;
  });
  await engine.start();
  await enqueue();
  await engine.drain(30);
  expect(refusal).toMatchObject({ code: "engine_misused" });
  await engine.stop();
});
