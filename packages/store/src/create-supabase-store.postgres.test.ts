import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "./migrations/migrate.ts";
import {
  findRealPostgres,
  openRealPostgres,
  type RealPostgres,
  realPostgresHost,
} from "./test-support/open-real-postgres.ts";
import { recordRuns } from "./test-support/record-runs.ts";
import { type SupabaseSubject, supabaseContract } from "./test-support/supabase-contract.ts";

// Where there is no Postgres, each of these tests reports by name that it did not run.
const found = await findRealPostgres();
const label = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

let postgres: RealPostgres | undefined;
let subject: SupabaseSubject;

beforeAll(async () => {
  if (!found) return;
  postgres = await openRealPostgres();
  await migrate(postgres.database);
  subject = { ...postgres, enqueuedRuns: await recordRuns(postgres.database) };
});
afterAll(() => postgres?.close());

for (const { name, check } of supabaseContract) test.skipIf(!found)(`${label} ${name}`, () => check(subject));

test.skipIf(!found)(`${label} is migrated once when two processes start at once`, async () => {
  const fresh = await openRealPostgres();
  const applied = await Promise.all([migrate(fresh.database), migrate(fresh.database)]);
  const names = applied.flat();
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("0001_seed.sql");
  expect(await migrate(fresh.database)).toEqual([]);
  await fresh.close();
});
