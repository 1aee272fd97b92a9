import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createByteBudget } from "./create-byte-budget.ts";

const MB = 1024 * 1024;
const busy = { code: "intake_busy", retryable: true };

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const WAIT_MS = 2017; // nobody else's: other files have left timers in this process
const budgetOf = (maxBytes: number) => createByteBudget({ maxBytes, waitMs: WAIT_MS });

/** Tells how many timers of budgets were never cleared. */
function watchTimers(): () => number {
  const set = vi.spyOn(globalThis, "setTimeout");
  const clear = vi.spyOn(globalThis, "clearTimeout");
  return () => {
    const cleared = new Set(clear.mock.calls.map(([timer]) => timer));
    const ours = set.mock.results.filter((_, call) => set.mock.calls[call]?.[1] === WAIT_MS);
    return ours.filter(({ value }) => !cleared.has(value)).length;
  };
}

test("long bodies are begun as far as there is room for all of them, the others wait and then go on", async () => {
  const budget = budgetOf(10 * MB);
  const first = await Promise.all([budget.open(4 * MB), budget.open(4 * MB)]);
  const uncleared = watchTimers();
  let isThirdOpen = false;
  const third = budget.open(4 * MB).then(() => (isThirdOpen = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isThirdOpen).toBe(false);
  first[0].release();
  await third;
  expect(uncleared()).toBe(0);
});

test("who waits too long is told to come again", async () => {
  const budget = budgetOf(10 * MB);
  const first = await budget.open(8 * MB);
  const second = budget.open(4 * MB);
  const refused = expect(second).rejects.toMatchObject(busy);
  await vi.advanceTimersByTimeAsync(WAIT_MS);
  await refused;
  first.release();
  await budget.open(10 * MB);
});

test("long bodies that are only promised keep no short one out", async () => {
  const budget = budgetOf(10 * MB);
  await budget.open(10 * MB);
  const share = await budget.open(20_000);
  expect(share.take(20_000)).toBeUndefined();
});

test("bytes count when they are there, whatever was declared", async () => {
  const budget = budgetOf(10 * MB);
  const [one, other] = await Promise.all([budget.open(undefined), budget.open(100)]);
  expect(one.take(6 * MB)).toBeUndefined();
  expect(other.take(1 * MB)).toBeUndefined();
  // What holds something already would keep it from the others while it waits.
  expect(() => other.take(4 * MB)).toThrow("Too many bodies");
  expect(other.take(3 * MB)).toBeUndefined();
  one.release();
  expect(other.take(6 * MB)).toBeUndefined();
});

test("of many short bodies at once those that find no room wait, and come in turn", async () => {
  const uncleared = watchTimers();
  const budget = budgetOf(30_000);
  const shares = await Promise.all([1, 2, 3, 4, 5].map(() => budget.open(10_000)));
  const kept: number[] = [];
  const waits = shares.map((share, index) => {
    const room = share.take(10_000);
    if (!room) kept.push(index);
    return room?.then(() => kept.push(index));
  });
  expect(kept).toEqual([0, 1, 2]);
  shares[1]?.release();
  await waits[3];
  expect(kept).toEqual([0, 1, 2, 3]);
  const refused = expect(waits[4]).rejects.toMatchObject(busy);
  await vi.advanceTimersByTimeAsync(WAIT_MS);
  await refused;
  expect(uncleared()).toBe(1); // the one that is over
});

test("a body that is longer than all the room there is comes alone", async () => {
  const budget = budgetOf(1 * MB);
  const share = await budget.open(4 * MB);
  expect(share.take(4 * MB)).toBeUndefined();
  const next = budget.open(100);
  const refused = expect(next).rejects.toMatchObject(busy);
  await vi.advanceTimersByTimeAsync(WAIT_MS);
  await refused;
  share.release();
  expect((await budget.open(100)).take(100)).toBeUndefined();
});
