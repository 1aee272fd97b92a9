import type { RecordStatus } from "@osorganicai/core";
import type { PostgresClient, PostgresPool, PostgresQuery } from "./postgres-pool.ts";
import { sqlStateOf } from "./to-store-error.ts";

/** Records deliveries in one transaction, in their order. @throws whatever node-postgres throws */
export type Ingest = (deliveries: readonly unknown[][]) => Promise<readonly RecordStatus[]>;

/** Prepares its statements, until a pooler shows that it forgets them. */
export function createIngest(open: () => Promise<PostgresPool>): Ingest {
  let isPrepared = true;
  const texts = new Map<number, string>();
  return async function ingest(deliveries) {
    const text = texts.get(deliveries.length) ?? textFor(deliveries.length);
    texts.set(deliveries.length, text);
    const values = deliveries.flat();
    try {
      const name = `osorganicai_ingest_${deliveries.length}`;
      return await ask(await open(), isPrepared ? { name, text, values } : { text, values });
    } catch (error) {
      // A pooler that gives every transaction another connection: nothing was done yet, and from now on nothing is prepared.
      if (!isPrepared || !unprepared.has(sqlStateOf(error))) throw error;
      isPrepared = false;
      return ask(await open(), { text, values });
    }
  };
}

const PARAMETERS = 11;

/** One call after the other; later ones see what earlier ones wrote. */
function textFor(count: number): string {
  const calls = Array.from({ length: count }, (_, call) => {
    const numbers = Array.from({ length: PARAMETERS }, (_, n) => `$${call * PARAMETERS + n + 1}`);
    return `select public.ingest_delivery(${numbers.join(",")}) as status`;
  });
  return calls.join(" union all ");
}

/** What Postgres says of a statement that was prepared on another connection, or by somebody else. */
const unprepared: ReadonlySet<string> = new Set(["26000", "42P05"]);

async function ask(pool: PostgresPool, query: PostgresQuery): Promise<readonly RecordStatus[]> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query(query);
    client.release();
    return (rows as readonly { readonly status: RecordStatus }[]).map(({ status }) => status);
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
