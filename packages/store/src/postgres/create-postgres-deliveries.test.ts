import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import {
  deliveryQueueContract,
  findRealPostgres,
  openRealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createSupabaseStore } from "../create-supabase-store.ts";
import { openLocalSupabase } from "../local/open-local-supabase.ts";
import { poolOf } from "../test-support/pool-of.ts";
import { type EnqueuedRun, recordRuns } from "../test-support/record-runs.ts";
import { samplePing } from "../test-support/sample-ping.ts";
import { serveMigratedPostgres } from "../test-support/serve-migrated-postgres.ts";
import { createPostgresDeliveries, type PostgresDeliveries } from "./create-postgres-deliveries.ts";
import type { PostgresClient } from "./postgres-pool.ts";

async function openPostgres() {
  const postgres = await serveMigratedPostgres(await openRealPostgres());
  return { ...postgres, deliveries: createPostgresDeliveries({ url: postgres.url }) };
}

async function openLocal() {
  const local = await openLocalSupabase();
  return { ...local, url: "", deliveries: createPostgresDeliveries({ pool: poolOf(local.database) }) };
}

const found = await findRealPostgres();
const postgres = found
  ? "a pool on a real Postgres"
  : `a pool on a real Postgres (none at ${realPostgresHost})`;

for (const { label, runs, open } of [
  { label: "one session of PGlite", runs: true, open: openLocal },
  { label: postgres, runs: found, open: openPostgres },
])
  describe.runIf(runs)(label, () => {
    let place: Awaited<ReturnType<typeof open>>;
    let enqueuedRuns: () => Promise<readonly EnqueuedRun[]>;
    beforeAll(async () => {
      place = await open();
      enqueuedRuns = await recordRuns(place.database);
    });
    afterAll(async () => {
      await place.deliveries.close();
      await place.close();
    });

    for (const { name, check } of deliveryQueueContract)
      test(`${label} ${name}`, () => {
        const { deliveries } = createSupabaseStore(place);
        return check({ queue: { ...deliveries, record: place.deliveries.record }, enqueuedRuns });
      });

    test(`${label} and the REST API take each other's deliveries for duplicates`, async () => {
      const { deliveries } = createSupabaseStore(place);
      for (const [first, second] of [
        [deliveries, place.deliveries],
        [place.deliveries, deliveries],
      ] as const) {
        const delivery = samplePing("NUL \u0000 and a lone surrogate \ud800");
        expect(await first.record(delivery)).toBe("recorded");
        expect(await second.record(delivery)).toBe("duplicate");
        expect(await deliveries.load(delivery.id)).toEqual(delivery);
      }
    });
  });

describe.runIf(found)(postgres, () => {
  test("waits no longer than it may when a row is locked, and goes on afterwards", async () => {
    const place = await openPostgres();
    await recordRuns(place.database);
    const deliveries = createPostgresDeliveries({ url: place.url, maxConnections: 2, timeoutMs: 300 });
    onTestFinished(async () => {
      await deliveries.close();
      await place.deliveries.close();
      await place.close();
    });
    const blocker = await place.database.acquire();
    await blocker.execute("begin; lock table public.deliveries in access exclusive mode");
    const waiting = await Promise.allSettled(
      Array.from({ length: 6 }, () => deliveries.record(samplePing())),
    );
    expect(waiting.map((result) => result.status === "rejected" && result.reason.code)).toEqual(
      Array(6).fill("store_unavailable"),
    );
    await blocker.release();
    expect(await deliveries.record(samplePing())).toBe("recorded");
  });

  test("what comes at once shares transactions, and one that is refused keeps no other one out", async () => {
    const place = await openPostgres();
    const enqueuedRuns = await recordRuns(place.database);
    const deliveries = createPostgresDeliveries({ url: place.url, maxConnections: 1 });
    onTestFinished(async () => {
      await deliveries.close();
      await place.deliveries.close();
      await place.close();
    });
    const all = Array.from({ length: 20 }, () => samplePing());
    const [first] = all;
    // Nothing checks it before: an event that Postgres cannot store as text.
    const broken = { ...samplePing(), event: "NUL \u0000" };
    const together = [...all, broken, first].flatMap((delivery) => delivery ?? []);
    const ends = await Promise.allSettled(together.map((delivery) => deliveries.record(delivery)));
    expect(ends.map((end) => (end.status === "fulfilled" ? end.value : end.status))).toEqual([
      ...all.map(() => "recorded"),
      "rejected",
      "duplicate",
    ]);
    expect(await enqueuedRuns()).toHaveLength(20);
    const session = await place.database.acquire();
    const { rows } = await session.query(
      "select count(distinct xmin::text)::int as n from public.deliveries",
    );
    await session.release();
    expect(Number(rows[0]?.["n"])).toBeLessThan(20);
  });

  test("survives that the server ends every connection", async () => {
    const place = await openPostgres();
    await recordRuns(place.database);
    onTestFinished(async () => {
      await place.deliveries.close();
      await place.close();
    });
    const sendMany = () =>
      Promise.allSettled(Array.from({ length: 20 }, () => place.deliveries.record(samplePing())));
    await sendMany();
    const session = await place.database.acquire();
    const under = sendMany();
    await session.execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await session.release();
    const codes = (await under).map((result) => (result.status === "rejected" ? result.reason.code : "none"));
    expect(["none", "store_unavailable"]).toEqual(expect.arrayContaining(codes));
    expect(await place.deliveries.record(samplePing())).toBe("recorded");
  });

  test("says what is wrong where the migrations are missing, and never what was sent", async () => {
    const { url, close } = await openRealPostgres();
    const deliveries = createPostgresDeliveries({ url });
    onTestFinished(async () => {
      await deliveries.close();
      await close();
    });
    const refused = await deliveries.record(samplePing("secret")).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "store_refused", message: expect.stringContaining("migrations") });
    expect(JSON.stringify([refused, (refused as Error).cause])).not.toContain("secret");
  });
});

test("a server that takes connections and says nothing is given up", async () => {
  const server = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const deliveries = createPostgresDeliveries({
    url: `postgres://nobody@127.0.0.1:${port}/none`,
    timeoutMs: 100,
  });
  onTestFinished(async () => {
    await deliveries.close();
    server.close();
  });
  await expect(deliveries.record(samplePing())).rejects.toMatchObject({ code: "store_unavailable" });
});

/** A pool whose connections answer as they are told. */
function scriptedPool(answers: readonly (string | Error)[]) {
  const asked: { readonly name: string | undefined; readonly isBroken: boolean | undefined }[] = [];
  const left = [...answers];
  const connect = async (): Promise<PostgresClient> => {
    let name: string | undefined;
    return {
      async query(query) {
        name = query.name;
        const answer = left.shift();
        if (answer instanceof Error) throw answer;
        return { rows: [{ status: answer }] };
      },
      release: (isBroken) => void asked.push({ name, isBroken }),
    };
  };
  const deliveries: PostgresDeliveries = createPostgresDeliveries({
    pool: { connect, end: async () => undefined },
  });
  return { deliveries, asked };
}

const sqlError = (code: string) => Object.assign(new Error("quotes a value"), { code });

test.for(["26000", "42P05"])(
  "behind a pooler that forgets prepared statements (%s) none is used any more",
  async (code) => {
    const { deliveries, asked } = scriptedPool([sqlError(code), "recorded", "recorded"]);
    expect(await deliveries.record(samplePing())).toBe("recorded");
    expect(await deliveries.record(samplePing())).toBe("recorded");
    expect(asked.map(({ name }) => name !== undefined)).toEqual([true, false, false]);
  },
);

test.for(["40001", "40P01"])(
  "a transaction that Postgres undid for another one (%s) is done again, within bounds",
  async (code) => {
    expect(
      await scriptedPool([sqlError(code), sqlError(code), "recorded"]).deliveries.record(samplePing()),
    ).toBe("recorded");
    const { deliveries, asked } = scriptedPool(Array(9).fill(sqlError(code)));
    await expect(deliveries.record(samplePing())).rejects.toMatchObject({ code: "store_unavailable" });
    expect(asked).toHaveLength(5);
  },
);

test.for([
  ["23505", false, "store_conflict"],
  ["42883", false, "store_refused"],
  ["53300", false, "store_unavailable"],
  ["25006", false, "store_unavailable"],
  ["55P03", false, "store_unavailable"],
  ["57P01", true, "store_unavailable"],
  ["ECONNRESET", true, "store_unavailable"],
] as const)(
  "after %s a connection is thrown away: %s, and the error is %s",
  async ([code, isBroken, expected]) => {
    const { deliveries, asked } = scriptedPool([sqlError(code)]);
    await expect(deliveries.record(samplePing())).rejects.toMatchObject({ code: expected });
    expect(asked.at(-1)?.isBroken).toBe(isBroken);
  },
);
