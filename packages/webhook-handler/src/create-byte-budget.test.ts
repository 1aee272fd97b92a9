import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createByteBudget } from "./create-byte-budget.ts";

const MB = 1024 * 1024;
const busy = { code: "intake_busy", retryable: true };

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const budgetOf = (maxBytes: number) => createByteBudget({ maxBytes, waitMs: 2000 });

test("long bodies are begun as far as there is room for all of them, the others wait and then go on", async () => {
  const budget = budgetOf(10 * MB);
  const first = await Promise.all([budget.open(4 * MB), budget.open(4 * MB)]);
  let isThirdOpen = false;
  const third = budget.open(4 * MB).then(() => (isThirdOpen = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isThirdOpen).toBe(false);
  first[0].release();
  await third;
  expect(vi.getTimerCount()).toBe(0);
});

test("who waits too long is told to come again", async () => {
  const budget = budgetOf(10 * MB);
  const first = await budget.open(8 * MB);
  const second = budget.open(4 * MB);
  const refused = expect(second).rejects.toMatchObject(busy);
  await vi.advanceTimersByTimeAsync(2000);
  await refused;
  first.release();
  await budget.open(10 * MB);
});

test("long bodies that are only promised keep no short one out", async () => {
  const budget = budgetOf(10 * MB);
  await budget.open(10 * MB);
  const share = await budget.open(20_000);
  share.take(20_000);
});

test("bytes count when they are there, whatever was declared", async () => {
  const budget = budgetOf(10 * MB);
  const [one, other] = await Promise.all([budget.open(undefined), budget.open(100)]);
  one.take(6 * MB);
  expect(() => other.take(5 * MB)).toThrow("Too many bodies");
  other.take(4 * MB);
  one.release();
  other.take(6 * MB);
});

test("a body that is longer than all the room there is comes alone", async () => {
  const budget = budgetOf(1 * MB);
  const share = await budget.open(4 * MB);
  share.take(4 * MB);
  const next = budget.open(100);
  const refused = expect(next).rejects.toMatchObject(busy);
  await vi.advanceTimersByTimeAsync(2000);
  await refused;
  share.release();
  (await budget.open(100)).take(100);
});
