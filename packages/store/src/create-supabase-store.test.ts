import {
  type ContractCase,
  deliveryQueueContract,
  effectLedgerContract,
  findRealPostgres,
  modelCallLogContract,
  openRealPostgres,
  realPostgresHost,
  storeContract,
} from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createSupabaseStore, type SupabaseStore } from "./create-supabase-store.ts";
import { openLocalSupabase } from "./local/open-local-supabase.ts";
import { migrate } from "./migrations/migrate.ts";
import { recordRuns } from "./test-support/record-runs.ts";
import { reportContract } from "./test-support/report-contract.ts";
import { serveMigratedPostgres } from "./test-support/serve-migrated-postgres.ts";
import { serveRealPostgres } from "./test-support/serve-real-postgres.ts";
import { type SupabaseSubject, supabaseContract } from "./test-support/supabase-contract.ts";
import { sweepContract } from "./test-support/sweep-contract.ts";

/** Core's contracts and our own, for whoever has a whole Supabase. */
const cases: readonly ContractCase<SupabaseSubject>[] = [
  ...adapt(deliveryQueueContract, ({ deliveries }, { enqueuedRuns }) => ({
    queue: deliveries,
    enqueuedRuns,
  })),
  ...adapt(storeContract, (store, { enqueuedRuns }) => ({
    store,
    deliveries: store.deliveries,
    enqueuedRuns,
  })),
  ...adapt(effectLedgerContract, ({ effects }) => effects),
  ...adapt(modelCallLogContract, ({ modelCalls, report }) => ({
    log: modelCalls,
    async callsOf(runId) {
      const calls = (await report.modelCalls()).filter((call) => call.runId === runId);
      return calls.map(({ at: _at, ...call }) => call);
    },
  })),
  ...supabaseContract,
  ...reportContract,
  ...sweepContract,
];

function adapt<Part>(
  contract: readonly ContractCase<Part>[],
  partOf: (store: SupabaseStore, subject: SupabaseSubject) => Part,
): readonly ContractCase<SupabaseSubject>[] {
  return contract.map(({ name, check }) => ({
    name,
    check: (subject) => check(partOf(createSupabaseStore(subject), subject)),
  }));
}

// Where there is no Postgres, each test of that half reports by name that it did not run.
const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

for (const { label, runs, open } of [
  { label: "the local Supabase", runs: true, open: openLocalSupabase },
  { label: postgres, runs: found, open: async () => serveMigratedPostgres(await openRealPostgres()) },
])
  describe.runIf(runs)(label, () => {
    let supabase: Awaited<ReturnType<typeof open>>;
    let subject: SupabaseSubject;
    beforeAll(async () => {
      supabase = await open();
      subject = { ...supabase, enqueuedRuns: await recordRuns(supabase.database) };
    });
    afterAll(() => supabase.close());

    for (const { name, check } of cases) test(`${label} ${name}`, () => check(subject));

    test(`${label} never shows parameters in an error`, async () => {
      const { patches } = createSupabaseStore(subject);
      const patch = { sequence: Number.NaN, diff: "secret diff", tree: "secret tree" };
      await expect(patches.save("secret run", patch)).rejects.toSatisfy(
        (error: Error) => !JSON.stringify([error.message, error, error.cause]).includes("secret"),
      );
    });
  });

test.runIf(found)(`${postgres} is migrated once when two processes start at once`, async () => {
  const { database, close } = serveRealPostgres(await openRealPostgres());
  onTestFinished(close);
  const names = (await Promise.all([migrate(database), migrate(database)])).flat();
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("0001_seed.sql");
  expect(await migrate(database)).toEqual([]);
});
