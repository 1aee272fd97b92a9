import { expect, test } from "vitest";
import { createRunGate } from "./run-gate.ts";

/** Whether a promise has settled after everything that is due has happened. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

test("an open gate holds nobody back, and closing it with nobody inside is immediate", async () => {
  const gate = createRunGate();
  await gate.admit(async () => {
    await gate.pass();
    await gate.pause(1);
  });
  expect(await gate.close()).toBe(0);
});

test("closing waits until every run has ended or parked at its next step", async () => {
  const gate = createRunGate();
  const step = Promise.withResolvers<void>();
  const done: string[] = [];
  const ending = gate.admit(() => step.promise);
  const parking = gate.admit(async () => {
    await step.promise;
    await gate.pass();
    done.push("a step after the gate was closed");
  });
  const closing = gate.close();
  expect(await isSettled(closing)).toBe(false);
  step.resolve();
  expect(await closing).toBe(1);
  await ending;
  expect(await isSettled(parking)).toBe(false);
  expect(done).toEqual([]);
});

test("closing parks a run that waits for its next try", async () => {
  const gate = createRunGate();
  const waiting = gate.admit(() => gate.pause(3_600_000));
  expect(await gate.close()).toBe(1);
  expect(await isSettled(waiting)).toBe(false);
});

test("a run that fails is no longer inside", async () => {
  const gate = createRunGate();
  await expect(gate.admit(() => Promise.reject(new Error("x")))).rejects.toThrow("x");
  expect(await gate.close()).toBe(0);
});

test("closing waits for the last of several runs", async () => {
  const gate = createRunGate();
  const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const runs = [gate.admit(() => one.promise), gate.admit(() => two.promise)];
  const closing = gate.close();
  one.resolve();
  expect(await isSettled(closing)).toBe(false);
  two.resolve();
  expect(await closing).toBe(0);
  await Promise.all(runs);
});
