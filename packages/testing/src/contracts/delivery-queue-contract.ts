import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createDelivery, type DeliveryQueue, isOSOrganicError } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";
import { sampleDelivery } from "./sample-delivery.ts";

/** What the suite needs to see of an adapter. */
export interface DeliveryQueueSubject {
  readonly queue: DeliveryQueue;
  /** Every run that was enqueued so far, each once. */
  enqueuedRuns(): Promise<readonly EnqueuedRun[]>;
}

/** One run as the queue asked for it. */
export interface EnqueuedRun {
  readonly deliveryId: string;
  readonly subject: string;
}

/** What every {@link DeliveryQueue} must do. Cases may share one database. */
export const deliveryQueueContract: readonly ContractCase<DeliveryQueueSubject>[] = [
  {
    name: "records a redelivered event once and runs it once",
    async check({ queue, enqueuedRuns }) {
      const delivery = sampleDelivery();
      assert.equal(await queue.record(delivery), "recorded");
      assert.equal(await queue.record(delivery), "duplicate");
      assert.deepEqual(await runsOf(delivery.id, enqueuedRuns), [delivery.subject]);
    },
  },
  {
    name: "records the same delivery once when it comes ten times at once",
    async check({ queue, enqueuedRuns }) {
      const delivery = sampleDelivery();
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => queue.record(delivery)));
      assert.equal(outcomes.filter((outcome) => outcome === "recorded").length, 1);
      assert.deepEqual(await runsOf(delivery.id, enqueuedRuns), [delivery.subject]);
    },
  },
  {
    name: "tells another body under a known id from a redelivery, and keeps the first one",
    async check({ queue, enqueuedRuns }) {
      const delivery = sampleDelivery();
      const other = { ...sampleDelivery("Please remove coupons."), id: delivery.id };
      await queue.record(delivery);
      assert.equal(await queue.record(other), "conflict");
      assert.equal(await queue.record(delivery), "duplicate");
      assert.deepEqual(await queue.load(delivery.id), delivery);
      assert.deepEqual(await runsOf(delivery.id, enqueuedRuns), [delivery.subject]);
    },
  },
  {
    name: "stores one of two bodies that come at once under one id, and answers conflict to the other",
    async check({ queue, enqueuedRuns }) {
      const deliveries = [sampleDelivery("one"), sampleDelivery("two")];
      const id = randomUUID();
      const outcomes = await Promise.all(deliveries.map((delivery) => queue.record({ ...delivery, id })));
      assert.deepEqual(outcomes.toSorted(), ["conflict", "recorded"]);
      assert.equal((await runsOf(id, enqueuedRuns)).length, 1);
    },
  },
  {
    name: "takes a body that comes again under another id for the delivery it was, and runs it once",
    async check({ queue, enqueuedRuns }) {
      const delivery = sampleDelivery();
      const replayed = { ...delivery, id: randomUUID(), event: "push" };
      assert.equal(await queue.record(delivery), "recorded");
      assert.equal(await queue.record(replayed), "duplicate");
      assert.equal(await queue.record(delivery), "duplicate");
      assert.deepEqual([...(await queue.known([delivery.id, replayed.id]))], [delivery.id]);
      assert.deepEqual(await runsOf(replayed.id, enqueuedRuns), []);
    },
  },
  {
    name: "stores one of ten ids under which the same body comes at once",
    async check({ queue, enqueuedRuns }) {
      const delivery = sampleDelivery();
      const replays = Array.from({ length: 10 }, () => ({ ...delivery, id: randomUUID() }));
      const outcomes = await Promise.all(replays.map((replay) => queue.record(replay)));
      assert.deepEqual(outcomes.toSorted(), [...Array(9).fill("duplicate"), "recorded"]);
      const stored = await queue.known(replays.map(({ id }) => id));
      assert.equal(stored.size, 1);
      for (const { id, subject } of replays)
        assert.deepEqual(await runsOf(id, enqueuedRuns), stored.has(id) ? [subject] : []);
    },
  },
  {
    name: "answers conflict to a known id whose body is another delivery's",
    async check({ queue }) {
      const [one, other] = [sampleDelivery(), sampleDelivery()];
      await queue.record(one);
      await queue.record(other);
      assert.equal(await queue.record({ ...other, id: one.id }), "conflict");
    },
  },
  {
    name: "stores equal bodies of which nobody knows the exact bytes under each of their ids",
    async check({ queue }) {
      const recovered = { ...sampleDelivery(), bodySha256: undefined };
      assert.equal(await queue.record(recovered), "recorded");
      assert.equal(await queue.record({ ...recovered, id: randomUUID() }), "recorded");
    },
  },
  {
    name: "takes a delivery whose exact bytes are not known for a redelivery, in either order",
    async check({ queue, enqueuedRuns }) {
      for (const isFirstRecovered of [true, false]) {
        const received = sampleDelivery();
        const recovered = { ...received, body: `${received.body}\n`, bodySha256: undefined };
        const [first, second] = isFirstRecovered ? [recovered, received] : [received, recovered];
        assert.equal(await queue.record(first), "recorded");
        assert.equal(await queue.record(second), "duplicate");
        assert.deepEqual(await queue.load(first.id), first);
        assert.deepEqual(await runsOf(first.id, enqueuedRuns), [first.subject]);
      }
    },
  },
  {
    name: "gives back exactly what was recorded, whatever JSON allows",
    async check({ queue }) {
      const bodies = [
        "plain",
        "NUL \u0000",
        "a lone surrogate \ud800",
        "😀 \u2028 \\u0000 'quoted' \"twice\"",
        "",
      ];
      for (const body of bodies) {
        const delivery = sampleDelivery(body);
        await queue.record(delivery);
        assert.deepEqual(await queue.load(delivery.id), delivery);
      }
    },
  },
  {
    name: "keeps the exact text of a body, spaces and number formats included",
    async check({ queue }) {
      const text = `{ "zen": "Keep it\\u0020simple ${randomUUID()}",\n  "hook_id": 1.50, "n": 123456789012345678901234567890 }\n`;
      const delivery = createDelivery({ id: randomUUID(), event: "ping" }, new TextEncoder().encode(text));
      await queue.record(delivery);
      const loaded = await queue.load(delivery.id);
      assert.equal(loaded.body, text);
      assert.deepEqual(loaded, delivery);
    },
  },
  {
    name: "stores numbers beyond what a database can count",
    async check({ queue }) {
      for (const number of ["9007199254740993", "1e999999", "-1E-200000", "9".repeat(200_000)]) {
        const text = `{"zen":"${randomUUID()}","hook_id":${number}}`;
        const delivery = createDelivery({ id: randomUUID(), event: "ping" }, new TextEncoder().encode(text));
        assert.equal(await queue.record(delivery), "recorded");
        assert.equal((await queue.load(delivery.id)).body, text);
      }
    },
  },
  {
    name: "says run_not_found for a delivery that was never recorded",
    async check({ queue }) {
      for (const ask of [
        () => queue.load("nobody"),
        () => queue.moveTo("nobody", "acme/shop#1"),
        () => queue.settle("nobody", "ignored", "no route"),
      ])
        await assert.rejects(ask, (error) => isOSOrganicError(error) && error.code === "run_not_found");
    },
  },
  {
    name: "knows which of many deliveries are stored",
    async check({ queue }) {
      const stored = sampleDelivery();
      await queue.record(stored);
      const others = Array.from({ length: 250 }, (): string => randomUUID());
      for (const position of [0, 50, 150, 250])
        assert.deepEqual([...(await queue.known(others.toSpliced(position, 0, stored.id)))], [stored.id]);
      assert.deepEqual([...(await queue.known([]))], []);
    },
  },
  {
    name: "moves a delivery to another subject and runs it there once",
    async check({ queue, enqueuedRuns }) {
      const delivery = sampleDelivery();
      const subject = `${delivery.repository}#99`;
      await queue.record(delivery);
      await queue.moveTo(delivery.id, subject);
      await queue.moveTo(delivery.id, subject);
      assert.equal((await queue.load(delivery.id)).subject, subject);
      assert.deepEqual(
        (await runsOf(delivery.id, enqueuedRuns)).toSorted(),
        [delivery.subject, subject].toSorted(),
      );
    },
  },
  {
    name: "settles a delivery as often as it is asked to",
    async check({ queue }) {
      const delivery = sampleDelivery();
      await queue.record(delivery);
      await queue.settle(delivery.id, "failed", "the model answered garbage \u0000");
      await queue.settle(delivery.id, "asked", "asked two questions");
      await queue.settle(delivery.id, "asked", "asked two questions");
    },
  },
];

async function runsOf(
  deliveryId: string,
  enqueuedRuns: DeliveryQueueSubject["enqueuedRuns"],
): Promise<readonly string[]> {
  return (await enqueuedRuns()).filter((run) => run.deliveryId === deliveryId).map(({ subject }) => subject);
}
