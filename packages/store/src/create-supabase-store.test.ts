import { afterAll, beforeAll, expect, test } from "vitest";
import { createSupabaseStore } from "./create-supabase-store.ts";
import { type LocalSupabase, openLocalSupabase } from "./local/open-local-supabase.ts";
import { recordRuns } from "./test-support/record-runs.ts";
import { type SupabaseSubject, supabaseContract } from "./test-support/supabase-contract.ts";

let local: LocalSupabase;
let subject: SupabaseSubject;

beforeAll(async () => {
  local = await openLocalSupabase();
  subject = { ...local, enqueuedRuns: await recordRuns(local.database) };
});
afterAll(() => local.close());

for (const { name, check } of supabaseContract) test(`the local Supabase ${name}`, () => check(subject));

test("a wrong status in the database's answer never shows parameters", async () => {
  const { patches } = createSupabaseStore(subject);
  const patch = { sequence: Number.NaN, diff: "secret diff", tree: "secret tree" };
  await expect(patches.save("secret run", patch)).rejects.toSatisfy(
    (error: Error) => !JSON.stringify([error.message, error, error.cause]).includes("secret"),
  );
});
