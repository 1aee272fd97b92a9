import {
  codeVectorsContract,
  findRealPostgres,
  openRealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalSupabase } from "../local/open-local-supabase.ts";
import { serveMigratedPostgres } from "../test-support/serve-migrated-postgres.ts";
import { withSession } from "../with-session.ts";
import { createCodeVectorStore } from "./code-vectors.ts";

const found = await findRealPostgres();
const offered = found && (await offersVector());
const why = found ? `${realPostgresHost} has no pgvector` : `none at ${realPostgresHost}`;
const postgres = offered ? "a real Postgres" : `a real Postgres (${why})`;

async function offersVector(): Promise<boolean> {
  const { query, close } = await openRealPostgres();
  const { rows } = await query("select 1 from pg_available_extensions where name = 'vector'");
  await close();
  return rows.length > 0;
}

let repositories = 0;

for (const { label, runs, open } of [
  { label: "the local Supabase", runs: true, open: openLocalSupabase },
  { label: postgres, runs: offered, open: async () => serveMigratedPostgres(await openRealPostgres()) },
])
  describe.runIf(runs)(label, () => {
    let supabase: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      supabase = await open();
    });
    afterAll(() => supabase.close());

    for (const { name, check } of codeVectorsContract)
      test(`${label}: vectors of code: a store ${name}`, () => {
        const store = createCodeVectorStore(supabase.client);
        const repository = `acme/shop-${(repositories += 1)}`;
        return check({ vectors: store.of(repository, "small"), other: store.of(repository, "large") });
      });

    test(`${label}: vectors of contents that no file has had for a month are forgotten, and no others`, async () => {
      const store = createCodeVectorStore(supabase.client);
      const [mine, theirs] = [store.of("acme/old", "small"), store.of("acme/other", "small")];
      const chunk = { startLine: 1, endLine: 2, contentSha256: "a", vector: [1] };
      const age =
        "update public.code_chunks set created_at = now() - interval '31 days' where blob = 'old' or blob = 'kept'";
      for (const vectors of [mine, theirs])
        await vectors.save(["old", "kept"].map((blob) => ({ ...chunk, blob })));
      await withSession(supabase.database, (session) => session.query(age));
      await mine.save([{ ...chunk, blob: "new" }]);
      await mine.keep(["kept"]);
      const blobs = ["old", "kept", "new"];
      expect([...(await mine.count(blobs)).keys()].toSorted()).toEqual(["kept", "new"]);
      expect((await theirs.count(blobs)).size).toBe(2);
    });
  });

test.runIf(found && !offered)(
  "where the database has no extension for vectors, they are refused and nothing else is",
  async () => {
    const real = await serveMigratedPostgres(await openRealPostgres());
    try {
      const vectors = createCodeVectorStore(real.client).of("acme/shop", "small");
      await expect(vectors.count(["a"])).rejects.toMatchObject({ code: "store_refused" });
    } finally {
      await real.close();
    }
  },
);
