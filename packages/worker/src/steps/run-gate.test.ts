import { isRunInterrupted } from "@osorganicai/core";
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
  const execution = gate.admit();
  execution.pass();
  await execution.pause(1);
  execution.end();
  await gate.close();
  expect(execution.interrupted).toBe(false);
});

test("closing lets a running step end and interrupts the run at its next one", async () => {
  const gate = createRunGate();
  const execution = gate.admit();
  const closing = gate.close();
  expect(await isSettled(closing)).toBe(false);
  expect(execution.interrupted).toBe(false);
  expect(() => execution.pass()).toThrow("goes on later");
  expect(execution.interrupted).toBe(true);
  expect(isRunInterrupted(await execution.interruption.catch((error: unknown) => error))).toBe(true);
  expect(await isSettled(closing)).toBe(false);
  execution.end();
  await closing;
});

test("closing interrupts a run that waits for its next try, which never comes", async () => {
  const gate = createRunGate();
  const execution = gate.admit();
  const pause = execution.pause(3_600_000);
  const closing = gate.close();
  expect(isRunInterrupted(await execution.interruption.catch((error: unknown) => error))).toBe(true);
  expect(await isSettled(pause)).toBe(false);
  execution.end();
  await closing;
});

test("an execution that is interrupted does no further step, whatever the others do", () => {
  const gate = createRunGate();
  const [one, two] = [gate.admit(), gate.admit()];
  one.interrupt();
  expect(() => one.pass()).toThrow();
  expect(() => two.pass()).not.toThrow();
});

test("closing waits for the last of several runs", async () => {
  const gate = createRunGate();
  const [one, two] = [gate.admit(), gate.admit()];
  const closing = gate.close();
  one.end();
  expect(await isSettled(closing)).toBe(false);
  two.end();
  await closing;
});
