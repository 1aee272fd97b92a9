import {
  type Delivery,
  type DeliveryQueue,
  type DeliverySource,
  type LogFields,
  OSOrganicError,
  silentLogger,
} from "@osorganicai/core";
import { expect, test } from "vitest";
import { type SweepReport, sweepDeliveries } from "./sweep-deliveries.ts";

const since = new Date(0);
const issue = JSON.stringify({ action: "opened", issue: { number: 7 } });

/** A sweep over these bodies, oldest first; a body that is an error cannot be read. */
async function sweep(
  bodies: Readonly<Record<string, string | Error>>,
  options: Partial<DeliveryQueue> = {},
): Promise<{ report: SweepReport; stored: readonly Delivery[]; logged: readonly string[] }> {
  const ids = Object.keys(bodies);
  const stored: Delivery[] = [];
  const logged: string[] = [];
  const note = (event: string, fields: LogFields = {}) =>
    void logged.push(`${event} ${String(fields["deliveryId"])}`);
  const source: DeliverySource = {
    attempts: async () =>
      ids.map((deliveryId, index) => ({ attemptId: index, deliveryId, event: "issues" })).toReversed(),
    async body(attemptId) {
      const body = bodies[ids[attemptId] ?? ""];
      if (body instanceof Error) throw body;
      return new TextEncoder().encode(body);
    },
  };
  const deliveries = {
    known: async () => new Set<string>(),
    record: async (delivery: Delivery) => (stored.push(delivery), "recorded"),
    ...options,
  } as DeliveryQueue;
  const log = { ...silentLogger, info: note, warn: note };
  return { report: await sweepDeliveries({ source, deliveries, since, log }), stored, logged };
}

test("a delivery that cannot be read keeps no later one back, and is counted and logged", async () => {
  const unreadable = {
    first: issue,
    malformed: "[]",
    refused: new OSOrganicError("github_unavailable", "GitHub answered 502."),
    last: issue,
  };
  const { report, stored, logged } = await sweep(unreadable);
  expect(stored.map(({ id }) => id)).toEqual(["first", "last"]);
  expect(report).toEqual({ looked: 4, recovered: 2, gone: 0, failed: 2 });
  expect(logged).toEqual([
    "delivery.recovered first",
    "delivery.not_recovered malformed",
    "delivery.not_recovered refused",
    "delivery.recovered last",
  ]);
});

test("a delivery that cannot be stored keeps no later one back", async () => {
  const ids: string[] = [];
  const { report } = await sweep(
    { first: issue, last: issue },
    {
      async record({ id }) {
        ids.push(id);
        if (id === "first") throw new OSOrganicError("store_refused", "The database refused it.");
        return "recorded";
      },
    },
  );
  expect(ids).toEqual(["first", "last"]);
  expect(report).toEqual({ looked: 2, recovered: 1, gone: 0, failed: 1 });
});

test("a delivery whose payload GitHub does not keep any more is not recorded as an empty one", async () => {
  const { report, stored, logged } = await sweep({ old: "{}" });
  expect(stored).toEqual([]);
  expect(report).toEqual({ looked: 1, recovered: 0, gone: 1, failed: 0 });
  expect(logged).toEqual(["delivery.gone old"]);
});

test("a recovered body is not taken for the exact bytes that were signed", async () => {
  const { stored } = await sweep({ missed: issue });
  expect(stored).toMatchObject([{ id: "missed", bodySha256: undefined }]);
});

test("what came by webhook meanwhile counts as not recovered", async () => {
  const { report } = await sweep({ late: issue }, { record: async () => "duplicate" });
  expect(report).toEqual({ looked: 1, recovered: 0, gone: 0, failed: 0 });
});

test("what is known is not asked for", async () => {
  const { report } = await sweep({ known: new Error("asked") }, { known: async () => new Set(["known"]) });
  expect(report).toEqual({ looked: 1, recovered: 0, gone: 0, failed: 0 });
});
