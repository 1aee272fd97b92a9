import { randomUUID } from "node:crypto";
import { type Engine, OSOrganicError, type RunStart } from "@osorganicai/core";
import { afterAll, expect, test } from "vitest";
import { createEngine } from "./create-engine.ts";
import { openPglite } from "./test-support/open-pglite.ts";

// One engine after the other, because a process runs one at a time.
const { database, close } = await openPglite();
afterAll(close);

function newEngine(handle: (start: RunStart) => Promise<void>, name = "test"): Engine {
  return createEngine({ name, database, handle });
}

async function enqueue(): Promise<string> {
  const [id, subject] = [randomUUID(), "acme/shop#7"];
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
      throw new OSOrganicError("github_rate_limited", "Come back later.", { retryAfterMs: 3_000_000 });
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
