import {
  type Delivery,
  type DeliveryQueue,
  OSOrganicError,
  type Outcome,
  type Route,
  type RunStart,
} from "@osorganicai/core";
import { createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { createDeliveryHandler, type DeliveryHandlerOptions } from "./handle-delivery.ts";

const routes: readonly Route[] = [
  { on: "issues.opened", when: ({ sender }, self) => sender?.id !== self.id, run: "productOwner" },
  { on: "check_suite.completed", about: "commit", run: "ci" },
];

/** A handler in the middle of things that write down what it did. */
function harness(event: string, options: Partial<DeliveryHandlerOptions> = {}) {
  const done: string[] = [];
  const run = createTestRun();
  const [name = "", action] = event.split(".");
  const delivery: Delivery = { ...run.context.delivery, event: name, action, subject: "acme/shop#1" };
  const deliveries: DeliveryQueue = {
    record: async () => "recorded",
    known: async () => new Set(),
    knows: async () => false,
    load: async () => delivery,
    moveTo: async (_id, subject) => void done.push(`moved to ${subject}`),
    settle: async (_id, status, reason) => void done.push(`settled ${status}: ${reason}`),
  };
  const handle = createDeliveryHandler({
    deliveries,
    routes,
    self: async () => ({ id: 99, login: "bot[bot]", type: "Bot" }),
    findSubject: async () => "acme/shop#1",
    async runAgent(role, { subject, delivery: given }): Promise<Outcome> {
      done.push(`${role} ran on ${subject} for ${given.event}`);
      return { kind: "asked", reason: "Asked two questions." };
    },
    ...options,
  });
  const start = (): RunStart => ({ ...run.context, deliveryId: delivery.id });
  return { done, run, handle: () => handle(start()) };
}

test("the agent of the first route that fits runs, and its outcome is written down", async () => {
  const { done, handle } = harness("issues.opened");
  await handle();
  expect(done).toEqual(["productOwner ran on acme/shop#1 for issues", "settled asked: Asked two questions."]);
});

test("an event without a route is ignored", async () => {
  const { done, handle } = harness("issues.closed");
  await handle();
  expect(done).toEqual(["settled ignored: Nothing reacts to this event."]);
});

test("a route's condition knows who we are", async () => {
  const { done, handle } = harness("issues.opened", {
    self: async () => ({ id: 1, login: "user", type: "User" }),
  });
  await handle();
  expect(done).toEqual(["settled ignored: Nothing reacts to this event."]);
});

test("an event about a commit of a conversation on another subject moves there and is not settled yet", async () => {
  const { done, handle } = harness("check_suite.completed", { findSubject: async () => "acme/shop#7" });
  await handle();
  expect(done).toEqual(["moved to acme/shop#7"]);
});

test("an event about a commit runs when it is on its conversation's subject", async () => {
  const { done, handle } = harness("check_suite.completed");
  await handle();
  expect(done).toEqual(["ci ran on acme/shop#1 for check_suite", "settled asked: Asked two questions."]);
});

test("an event about somebody else's commit is ignored", async () => {
  const { done, handle } = harness("check_suite.completed", { findSubject: async () => undefined });
  await handle();
  expect(done).toEqual(["settled ignored: It is about no conversation of ours."]);
});

test("an agent that throws leaves a failed delivery, and the run fails with its error", async () => {
  const error = new OSOrganicError("store_refused", "The database refused it.");
  const { done, handle } = harness("issues.opened", { runAgent: () => Promise.reject(error) });
  await expect(handle()).rejects.toBe(error);
  expect(done).toEqual(["settled failed: The database refused it."]);
});

const broken = () => Promise.reject(new OSOrganicError("github_forbidden", "The App lacks a permission."));
for (const { what, options } of [
  { what: "GitHub does not say who we are", options: { self: broken } },
  { what: "nobody can say which conversation a commit belongs to", options: { findSubject: broken } },
])
  test(`a delivery is settled as failed when ${what}`, async () => {
    const { done, handle } = harness("check_suite.completed", options);
    await expect(handle()).rejects.toMatchObject({ code: "github_forbidden" });
    expect(done).toEqual(["settled failed: The App lacks a permission."]);
  });

test("after a crash nothing that was done is done again", async () => {
  const { done, run, handle } = harness("check_suite.completed", { findSubject: async () => "acme/shop#7" });
  run.crashAt({ step: "delivery:move", stored: true });
  await expect(handle()).rejects.toThrow("crashed");
  run.restart();
  await handle();
  expect(done).toEqual(["moved to acme/shop#7"]);
});

test("everything that asks or changes the world is a step", async () => {
  const { run, handle } = harness("check_suite.completed");
  await handle();
  expect(run.steps.map(({ name }) => name)).toEqual([
    "delivery:load",
    "github:self",
    "delivery:find-subject",
    "delivery:settle",
  ]);
});
