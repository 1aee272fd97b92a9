import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExclusiveDatabase, SqlSession } from "@osorganicai/core";
import { createSupabaseStore } from "@osorganicai/store";
import { openLocalSupabase } from "@osorganicai/store/local";
import { migrate } from "@osorganicai/store/migrations";
import { createPostgresDeliveries } from "@osorganicai/store/postgres";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { createEngine } from "@osorganicai/worker";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { encodingCases } from "./encoding-cases.ts";
import { eventCases } from "./event-cases.ts";
import { httpCases } from "./http-cases.ts";
import { jsonCases } from "./json-cases.ts";
import { replayCases } from "./replay-cases.ts";
import { type Check, countRuns, issueBody, type Scene, secret, send } from "./scene.ts";
import { serveIntake } from "./serve-intake.ts";
import { signatureCases } from "./signature-cases.ts";
import { sizeCases } from "./size-cases.ts";

/** One kind of bad input, and what must happen. */
interface BadDelivery {
  readonly id: string;
  readonly description: string;
  readonly input: string;
  readonly expected: string;
}

const catalogue = JSON.parse(
  readFileSync(join(import.meta.dirname, "bad-deliveries.json"), "utf8"),
) as readonly BadDelivery[];

const checks: Readonly<Record<string, Check>> = {
  ...signatureCases,
  ...encodingCases,
  ...sizeCases,
  ...jsonCases,
  ...eventCases,
  ...replayCases,
  ...httpCases,
};

type Place = Pick<Scene, "deliveries" | "query"> & { close(): Promise<void> };

const migrateEngine = (database: Parameters<typeof createEngine>[0]["database"]) =>
  createEngine({ name: "intake", database, handle: async () => undefined }).migrate();

/** Over Supabase's REST API, as a serverless deployment does. */
async function openLocal(): Promise<Place> {
  const local = await openLocalSupabase();
  await migrateEngine(local.database);
  const query: Scene["query"] = (sql, parameters) =>
    inSession(local.database, async (session) => (await session.query(sql, parameters)).rows);
  return { deliveries: createSupabaseStore(local).deliveries, query, close: () => local.close() };
}

async function inSession<T>(
  database: ExclusiveDatabase,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const session = await database.acquire();
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}

/** Over connections of our own, as a long-running process does. */
async function openPooled(): Promise<Place> {
  const { url, query, close } = await openRealPostgres();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const run = (sql: string, parameters: readonly unknown[] = []) =>
    pool.query<Readonly<Record<string, unknown>>>(sql, [...parameters]);
  await migrate({
    execute: async (sql) => void (await run(sql)),
    query: async (sql, parameters) => {
      const { rows, rowCount, fields } = await run(sql, parameters);
      return { rows, rowCount: rowCount ?? 0, fields };
    },
  });
  await pool.end();
  await migrateEngine({ url });
  const deliveries = createPostgresDeliveries({ url });
  return {
    deliveries,
    query: async (sql, parameters) => (await query(sql, parameters)).rows,
    async close() {
      await deliveries.close();
      await close();
    },
  };
}

const found = await findRealPostgres();
const pooled = found ? "over a pool" : `over a pool (no Postgres at ${realPostgresHost})`;

test("every case of the catalogue is tested, and every test is of a case", () => {
  expect(Object.keys(checks).toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted());
});

for (const { label, runs, open } of [
  { label: "over the REST API", runs: true, open: openLocal },
  { label: pooled, runs: found, open: openPooled },
])
  describe.runIf(runs)(label, () => {
    let place: Place;
    let scene: Scene;
    beforeAll(async () => {
      place = await open();
      const server = await serveIntake({ secrets: [secret], deliveries: place.deliveries });
      scene = { ...place, server };
    });
    afterAll(async () => {
      await scene?.server.close();
      await place?.close();
    });

    for (const { id, description } of catalogue)
      test(`${id} ${label}: ${description}`, () => checks[id]?.(scene));
  });

/** Makes every insert of a delivery take longer than GitHub waits, while the table `stalled` has a row. */
const stall = `
create table public.stalled (id integer);
create function public.stall() returns trigger language plpgsql as $$
begin perform pg_sleep(9) where exists (select from public.stalled); return new; end $$;
create trigger stall before insert on public.deliveries for each row execute function public.stall();
insert into public.stalled values (1)`;

test.runIf(found)(
  `${pooled} a database that stalls costs 8 s at most, and what comes late is no second run`,
  async () => {
    const place = await openPooled();
    onTestFinished(() => place.close());
    const server = await serveIntake({ secrets: [secret], deliveries: place.deliveries });
    onTestFinished(() => server.close());
    const scene = { ...place, server };
    const [id, body] = [randomUUID(), issueBody()];
    const deliver = () => send(scene, body, { headers: { "x-github-delivery": id } });
    await place.query(stall);
    for (const { status, headers } of await Promise.all([deliver(), deliver()])) {
      expect(status).toBe(503);
      expect(headers.get("retry-after")).toBe("30");
    }
    await place.query("delete from public.stalled");
    expect((await deliver()).status).toBe(202);
    expect(JSON.parse((await deliver()).body).status).toBe("duplicate");
    expect(await countRuns(scene, id)).toBe(1);
  },
);
