import type { Delivery, DeliveryStore, RecordStatus } from "@osorganicai/core";
import { type DeliveryArguments, toDeliveryArguments } from "../tables/delivery-arguments.ts";
import { createBatches } from "./create-batches.ts";
import { createIngest, type Ingest } from "./create-ingest.ts";
import { openPool } from "./open-pool.ts";
import type { PostgresPool } from "./postgres-pool.ts";
import { sqlStateOf, toStoreError } from "./to-store-error.ts";

/** Which Postgres records deliveries. */
export type PostgresDeliveriesOptions =
  | {
      /** A direct connection or a pooler's. */
      readonly url: string;
      /** @default 10 */
      readonly maxConnections?: number;
      /** Longest wait for a connection, and again for an answer. @default 7_000 */
      readonly timeoutMs?: number;
    }
  /** Somebody else's, who also sets its timeouts. */
  | { readonly pool: PostgresPool };

/** The intake's half of a delivery queue. */
export interface PostgresDeliveries extends DeliveryStore {
  /** Waits for what is under way, then ends the connections. A pool of somebody else stays open. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Records deliveries without Supabase's REST API in between: the same SQL function, several times as fast. Connects at
 * the first delivery.
 *
 * @example
 * const deliveries = createPostgresDeliveries({ url: process.env.DATABASE_URL });
 * await deliveries.record(delivery);
 */
export function createPostgresDeliveries(options: PostgresDeliveriesOptions): PostgresDeliveries {
  let pool: Promise<PostgresPool> | undefined;

  function open(): Promise<PostgresPool> {
    if ("pool" in options) return Promise.resolve(options.pool);
    const { url, maxConnections = MAX_CONNECTIONS, timeoutMs = 7000 } = options;
    pool ??= openPool({ url, maxConnections, timeoutMs });
    return pool;
  }

  const ingest = createIngest(open);
  const record =
    "pool" in options
      ? (values: unknown[]) => recordOne(ingest, values)
      : createBatches({
          lanes: Math.min(LANES, options.maxConnections ?? MAX_CONNECTIONS),
          maxLanes: options.maxConnections ?? MAX_CONNECTIONS,
          maxItems: MAX_BATCH,
          weightOf: (values) => String(values[BODY]).length,
          maxWeight: MAX_BATCH_CHARACTERS,
          run: (deliveries: readonly unknown[][]) => recordSome(ingest, deliveries),
        });

  return {
    record: (delivery) => record(valuesOf(delivery)),

    async close() {
      const open = pool;
      pool = undefined;
      await (await open)?.end();
    },
  };
}

const MAX_CONNECTIONS = 10;

/** Transactions at once, before whole batches wait: with ten that are small each, a third less is stored in a second. */
const LANES = 3;

/** In one transaction. */
const MAX_BATCH = 16;

/** node-postgres puts all of a batch into one buffer, and keeps the longest that it ever had. */
const MAX_BATCH_CHARACTERS = 1024 * 1024;

async function recordOne(ingest: Ingest, values: unknown[]): Promise<RecordStatus> {
  for (let tries = 1; ; tries += 1)
    try {
      const [status] = await ingest([values]);
      return status as RecordStatus;
    } catch (error) {
      // Class 40: Postgres undid the transaction to let another one through.
      if (tries < 5 && sqlStateOf(error).startsWith("40")) continue;
      throw toStoreError("deliveries.record", error);
    }
}

/** Data, constraints, transactions undone for another one: what need not be true of the others. */
const mayBeOnes = /^(22|23|40)/;

/** One transaction, one wait for the disk. What is wrong with one of them undoes all, so each comes alone then. */
async function recordSome(
  ingest: Ingest,
  deliveries: readonly unknown[][],
): Promise<readonly PromiseSettledResult<RecordStatus>[]> {
  if (deliveries.length > 1)
    try {
      const statuses = await ingest(deliveries);
      return statuses.map((value) => ({ status: "fulfilled", value }));
    } catch (error) {
      if (!mayBeOnes.test(sqlStateOf(error))) {
        const reason = toStoreError("deliveries.record", error);
        return deliveries.map(() => ({ status: "rejected", reason }));
      }
    }
  return Promise.allSettled(deliveries.map((values) => recordOne(ingest, values)));
}

const order: readonly (keyof DeliveryArguments)[] = [
  "id",
  "event",
  "action",
  "repository",
  "subject",
  "sender_id",
  "sender_login",
  "sender_type",
  "body",
  "body_sha256",
  "payload",
];
const BODY = order.indexOf("body");

function valuesOf(delivery: Delivery): unknown[] {
  const given = toDeliveryArguments(delivery);
  return order.map((key) => given[key]);
}
