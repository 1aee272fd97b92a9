import { OSOrganicError, type RunContext } from "@osorganicai/core";
import { expect, test } from "vitest";
import { createTestRun } from "./test-run.ts";

/** Two steps that tell how often they were really done. */
function work(): {
  readonly done: readonly string[];
  readonly execute: (context: RunContext) => Promise<string>;
} {
  const done: string[] = [];
  return {
    done,
    execute: async (context) => {
      const first = await context.step("first", async () => done.push("first"));
      const second = await context.step("second", async () => done.push("second"));
      return `${first},${second}`;
    },
  };
}

test("a restarted run gets stored results instead of doing the work again", async () => {
  const run = createTestRun();
  const { done, execute } = work();
  const before = await execute(run.context);
  run.restart();
  expect(await execute(run.context)).toBe(before);
  expect(done).toEqual(["first", "second"]);
});

test("a crash before the result was stored repeats that step and no other", async () => {
  const run = createTestRun();
  const { done, execute } = work();
  run.crashAt({ step: "second", stored: false });
  await expect(execute(run.context)).rejects.toThrow("crashed at step second");
  run.restart();
  await execute(run.context);
  expect(done).toEqual(["first", "second", "second"]);
});

test("a crash after the result was stored repeats nothing", async () => {
  const run = createTestRun();
  const { done, execute } = work();
  run.crashAt({ step: 1, stored: true });
  await expect(execute(run.context)).rejects.toThrow("crashed at step first");
  run.restart();
  await execute(run.context);
  expect(done).toEqual(["first", "second"]);
});

test("a dead execution can do nothing more", async () => {
  const run = createTestRun();
  run.crashAt({ step: 1, stored: true });
  await expect(run.context.step("first", async () => 1)).rejects.toThrow("crashed");
  await expect(run.context.step("second", async () => 2)).rejects.toThrow("crashed");
});

test("another order after a restart is an error that names both steps", async () => {
  const run = createTestRun();
  await run.context.step("first", async () => 1);
  run.restart();
  await expect(run.context.step("other", async () => 1)).rejects.toThrow(
    "Step first was recorded where other came now.",
  );
});

test("two steps at once are an error", async () => {
  const { context } = createTestRun();
  const slow = context.step("slow", () => new Promise((resolve) => setImmediate(resolve)));
  await expect(context.step("hasty", async () => 1)).rejects.toThrow("hasty was started while slow");
  await slow;
});

test("a result is what JSON leaves of it, already the first time", async () => {
  const { context } = createTestRun();
  const at = await context.step("date", async () => ({ at: new Date(0), gone: undefined }));
  expect(at).toEqual({ at: "1970-01-01T00:00:00.000Z" });
});

test("an error that may pass is tried three times, any other once, and both are stored", async () => {
  const run = createTestRun();
  for (const [code, tries] of [
    ["store_unavailable", 3],
    ["github_forbidden", 1],
  ] as const) {
    let tried = 0;
    const fail = async (): Promise<never> => {
      tried += 1;
      throw new OSOrganicError(code, `failed with ${code}`);
    };
    await expect(run.context.step(code, fail)).rejects.toThrow(code);
    expect(tried).toBe(tries);
  }
  run.restart();
  await expect(run.context.step("store_unavailable", async () => 1)).rejects.toThrow(
    "failed with store_unavailable",
  );
});
