import { PGlite } from "@electric-sql/pglite";
import { expect, onTestFinished, test } from "vitest";
import { verifyAudit } from "../audit/verify-audit.ts";
import { createTurns } from "../local/create-turns.ts";
import { createExclusiveDatabase } from "../local/exclusive-database.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { readMigrations } from "./read-migrations.ts";

/** What the version before tenants and chains left behind: two issues of one installation, and one of nobody's. */
const rows = `
insert into public.deliveries (id, event, subject, body, payload)
  values ('d1', 'issues', 'acme/shop#1', '', '{"installation":{"id":4242}}'),
         ('d2', 'issues', 'acme/shop#2', '', '{"installation":{"id":"4242"}}'),
         ('d3', 'hand-over', 'acme/shop#1', '', '{}');
insert into public.conversations (id, issue_id, issue_number, repo_full_name, status)
  values ('00000000-0000-4000-8000-000000000001', 1, 1, 'acme/shop', 'deployed'),
         ('00000000-0000-4000-8000-000000000002', 2, 2, 'acme/shop', 'analyzing');
insert into public.agent_actions (conversation_id, run_id, sequence, agent_type, action_type, payload, created_at)
  values (null, 'd1@acme/shop#1', 1, 'product_owner', 'started', '{"n": 1.50}', '2026-01-01T00:00:00Z'),
         ('00000000-0000-4000-8000-000000000002', 'd2@acme/shop#2', 1, 'product_owner', 'started', null, null),
         ('00000000-0000-4000-8000-000000000001', 'd1@acme/shop#1', 2, 'product_owner', 'finished', '{"é": "\\u0001"}', '2026-01-02T00:00:00Z'),
         (null, null, null, 'developer', 'lost', '{}', '2026-01-03T00:00:00Z');`;

test("rows that were there get their tenant and their place in a chain, and none is changed otherwise", async () => {
  const postgres = await PGlite.create();
  onTestFinished(() => postgres.close());
  const session = await createExclusiveDatabase(postgres, createTurns()).acquire();
  const migrations = await readMigrations();
  await applyMigrations(
    session,
    migrations.filter(({ name }) => name < "0010"),
  );
  await session.execute(rows);
  const kept =
    "select id, agent_type, action_type, payload::text, run_id from public.agent_actions order by position";
  const before = (await session.query(kept)).rows;
  await applyMigrations(session, migrations);

  expect((await session.query(kept)).rows).toEqual(before);
  expect(await verifyAudit(session)).toMatchObject({ chains: 3, rows: 4, found: 0 });
  const links =
    "select chain, link, created_at::date::text as day from public.agent_actions order by position";
  expect((await session.query(links)).rows).toEqual([
    { chain: "acme/shop#1", link: 1, day: "2026-01-01" },
    { chain: "acme/shop#2", link: 1, day: expect.any(String) },
    { chain: "acme/shop#1", link: 2, day: "2026-01-02" },
    { chain: "", link: 1, day: "2026-01-03" },
  ]);
  await expect(session.execute("update public.agent_actions set link = 9")).rejects.toThrow("append-only");
  const owned =
    "select id::text, installation_id from public.deliveries union all select subject, installation_id from public.conversations order by 1";
  expect((await session.query(owned)).rows).toEqual([
    { id: "acme/shop#1", installation_id: "4242" },
    { id: "acme/shop#2", installation_id: null },
    { id: "d1", installation_id: "4242" },
    { id: "d2", installation_id: null },
    { id: "d3", installation_id: "4242" },
  ]);
});
