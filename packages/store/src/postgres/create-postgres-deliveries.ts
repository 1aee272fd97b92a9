import type { Delivery, DeliveryStore, RecordStatus } from "@osorganicai/core";
import { type DeliveryArguments, toDeliveryArguments } from "../tables/delivery-arguments.ts";
import { openPool } from "./open-pool.ts";
import type { PostgresClient, PostgresPool, PostgresQuery } from "./postgres-pool.ts";
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
  let isPrepared = true;

  function open(): Promise<PostgresPool> {
    if ("pool" in options) return Promise.resolve(options.pool);
    const { url, maxConnections = 10, timeoutMs = 7000 } = options;
    pool ??= openPool({ url, maxConnections, timeoutMs });
    return pool;
  }

  async function ask(values: unknown[]): Promise<RecordStatus> {
    try {
      return await ingest(await open(), isPrepared ? { name, text, values } : { text, values });
    } catch (error) {
      // A pooler that gives every transaction another connection: nothing was done yet, and from now on nothing is prepared.
      if (!isPrepared || !unprepared.has(sqlStateOf(error))) throw error;
      isPrepared = false;
      return ingest(await open(), { text, values });
    }
  }

  return {
    async record(delivery) {
      const values = valuesOf(delivery);
      for (let tries = 1; ; tries += 1)
        try {
          return await ask(values);
        } catch (error) {
          // Class 40: Postgres undid the transaction to let another one through.
          if (tries < 5 && sqlStateOf(error).startsWith("40")) continue;
          throw toStoreError("deliveries.record", error);
        }
    },

    async close() {
      const open = pool;
      pool = undefined;
      await (await open)?.end();
    },
  };
}

const name = "osorganicai_ingest_delivery";
const text = "select public.ingest_delivery($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) as status";

/** What Postgres says of a statement that was prepared on another connection, or by somebody else. */
const unprepared: ReadonlySet<string> = new Set(["26000", "42P05"]);

function valuesOf(delivery: Delivery): unknown[] {
  const given = toDeliveryArguments(delivery);
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
  return order.map((key) => given[key]);
}

async function ingest(pool: PostgresPool, query: PostgresQuery): Promise<RecordStatus> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(query);
    client.release();
    return (rows as readonly [{ readonly status: RecordStatus }])[0].status;
  } catch (error) {
    giveBack(client, error);
    throw error;
  }
}

/** After an answer from Postgres a connection is as good as before, after anything else nobody knows what comes on it. */
function giveBack(client: PostgresClient, error: unknown): void {
  const sqlState = sqlStateOf(error);
  client.release(sqlState === "" || /^(08|57P)/.test(sqlState));
}
