import type { Clock, ExclusiveDatabase } from "@osorganicai/core";
import {
  findRealPostgres,
  indexStoreContract,
  openRealPostgres,
  realPostgresHost,
} from "@osorganicai/testing";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalSupabase } from "../local/open-local-supabase.ts";
import { serveMigratedPostgres } from "../test-support/serve-migrated-postgres.ts";
import { withSession } from "../with-session.ts";
import { createCodeIndexes } from "./code-indexes.ts";

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

const query = (database: ExclusiveDatabase, sql: string) =>
  withSession(database, async (session) => (await session.query(sql)).rows);

const partsOf = (repository: string) =>
  `select part from public.code_index_entries where repository = '${repository}'`;

/** A client whose process ends before it writes once more than so often. */
function diesAfter(client: SupabaseClient, writes: number): SupabaseClient {
  let left = writes;
  const from = (table: string) => {
    const query = client.from(table);
    const upsert: typeof query.upsert = (...row: [never, never]) => {
      left -= 1;
      if (left < 0) throw new Error("died");
      return query.upsert(...row);
    };
    return Object.assign(Object.create(query) as typeof query, { upsert });
  };
  return { from } as unknown as SupabaseClient;
}

for (const { label, runs, open } of [
  { label: "the local Supabase", runs: true, open: openLocalSupabase },
  { label: postgres, runs: found, open: async () => serveMigratedPostgres(await openRealPostgres()) },
])
  describe.runIf(runs)(label, () => {
    let supabase: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      supabase = await open();
    });
    afterAll(() => supabase.close());

    for (const { name, check } of indexStoreContract)
      test(`${label}: an index ${name}`, () =>
        check({
          open: () => createCodeIndexes(supabase.client).of("acme/shop"),
          other: () => createCodeIndexes(supabase.client).of("acme/other"),
        }));

    test(`${label}: an entry whose writer died on the way is not there, and is cleared away a day later`, async () => {
      const { database, client } = supabase;
      const unfinished = `insert into public.code_index_entries (repository, name, part, parts, content)
        values ('acme/half', 'segment-half', 1, 2, '')`;
      await query(database, unfinished);
      const clock = (ms: number): Clock => ({ now: () => new Date(Date.now() + ms) });
      const left = () =>
        query(database, "select name from code_index_entries where repository = 'acme/half'");

      const now = createCodeIndexes(client, clock(0)).of("acme/half");
      expect([await now.list(), await now.read("segment-half")]).toEqual([[], undefined]);
      await now.write("segment-a", Buffer.from("a"));
      expect(await left()).toHaveLength(2);
      const later = createCodeIndexes(client, clock(90_000_000)).of("acme/half");
      await later.write("segment-b", Buffer.from("b"));
      expect((await left()).map(({ name }) => String(name)).toSorted()).toEqual(["segment-a", "segment-b"]);
    });

    test(`${label}: what a writer leaves that dies between two parts is not there, and another one's is`, async () => {
      const bytes = Buffer.alloc(5_000_000, "words");
      const dying = createCodeIndexes(diesAfter(supabase.client, 2)).of("acme/dying");
      const index = createCodeIndexes(supabase.client).of("acme/dying");
      await expect(dying.write("segment-x", bytes)).rejects.toThrow("died");
      expect(await query(supabase.database, partsOf("acme/dying"))).toHaveLength(2);
      expect([await index.list(), await index.read("segment-x")]).toEqual([[], undefined]);
      await index.write("segment-x", bytes);
      expect([await index.list(), await index.read("segment-x")]).toEqual([["segment-x"], bytes]);
    });

    test(`${label}: of an entry that lost a part, or whose part is damaged, other bytes are read`, async () => {
      const index = createCodeIndexes(supabase.client).of("acme/broken");
      const bytes = Buffer.alloc(5_000_000, "words");
      const damage = [
        "delete from public.code_index_entries where part = 1 and repository = 'acme/broken'",
        "update public.code_index_entries set content = 'AAAA' || content where part = 2 and repository = 'acme/broken'",
      ];
      for (const sql of damage) {
        await index.write("segment-x", bytes);
        expect(await index.read("segment-x")).toEqual(bytes);
        await query(supabase.database, sql);
        expect((await index.read("segment-x"))?.length).toBeLessThan(bytes.length);
        await index.remove("segment-x");
      }
    });
  });
