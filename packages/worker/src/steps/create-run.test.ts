import { setTimeout as wait } from "node:timers/promises";
import { silentLogger, systemClock } from "@osorganicai/core";
import { expect, test } from "vitest";
import { createRun } from "./create-run.ts";
import { defaultRetryPolicy } from "./retry-policy.ts";
import { createRunGate } from "./run-gate.ts";

/** Tells what was handled once a claim was, or was not, given back before DBOS began the run. */
async function runLate(givenBack: boolean): Promise<readonly string[]> {
  const handled: string[] = [];
  const run = createRun({
    handle: async ({ runId }) => void handled.push(runId),
    executor: "worker.one",
    gate: createRunGate(),
    lostClaims: { has: () => givenBack },
    createParking: () => ({ find: async () => undefined, park: async () => false }),
    retry: defaultRetryPolicy,
    parkAfterMs: 1000,
    clock: systemClock,
    log: silentLogger,
  });
  await Promise.race([run("d@acme/shop#7", { deliveryId: "d", subject: "acme/shop#7" }), wait(20)]);
  return handled;
}

test("a run that DBOS begins after its claim was given back does nothing, for others may have it", async () => {
  expect(await runLate(false)).toEqual(["d@acme/shop#7"]);
  expect(await runLate(true)).toEqual([]);
});
