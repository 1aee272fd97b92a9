import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, silentLogger } from "@osorganicai/core";
import { afterAll, expect, test, vi } from "vitest";
import { createSupabaseStore } from "../create-supabase-store.ts";
import { withSession } from "../with-session.ts";
import { openLocalSupabase } from "./open-local-supabase.ts";

const folder = await mkdtemp(join(tmpdir(), "osorganicai-local-"));
afterAll(() => rm(folder, { recursive: true }));

const issue = { repository: "acme/shop", number: 7, issueId: 4_000_000_000 };

test("what was stored in a folder is there when it is opened again", async () => {
  const first = await openLocalSupabase({ directory: folder });
  const conversation = await createSupabaseStore(first).conversations.open(issue);
  await first.close();
  const second = await openLocalSupabase({ directory: folder });
  expect(await createSupabaseStore(second).conversations.findByIssue(issue)).toEqual(conversation);
  await second.close();
  await second.close();
});

test("what was dumped is in the database that starts from it", async () => {
  const first = await openLocalSupabase();
  const conversation = await createSupabaseStore(first).conversations.open(issue);
  const template = await first.dump();
  await first.close();
  const second = await openLocalSupabase({ template });
  expect(await createSupabaseStore(second).conversations.findByIssue(issue)).toEqual(conversation);
  await second.close();
});

test("a folder is opened once at a time", async () => {
  const local = await openLocalSupabase({ directory: folder });
  await expect(openLocalSupabase({ directory: folder })).rejects.toMatchObject({ code: "database_locked" });
  await local.close();
});

test("a closed Supabase says so", async () => {
  const local = await openLocalSupabase({ directory: folder });
  await local.close();
  await expect(createSupabaseStore(local).conversations.findByIssue(issue)).rejects.toMatchObject({
    code: "store_unavailable",
  });
  const session = await local.database.acquire();
  await expect(session.query("select 1")).rejects.toMatchObject({ code: "store_unavailable" });
  await session.release();
});

test("a request waits while somebody holds the session, and an open transaction ends with the hold", async () => {
  const local = await openLocalSupabase({ directory: folder });
  const session = await local.database.acquire();
  await session.execute("begin; update public.conversations set branch = 'half-done'");
  let answered = false;
  const request = createSupabaseStore(local)
    .conversations.findByIssue(issue)
    .finally(() => {
      answered = true;
    });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(answered).toBe(false);
  await session.release();
  await session.release();
  expect((await request)?.branch).toBeUndefined();
  await expect(session.query("select 1")).rejects.toThrow("released");
  await local.close();
});

test("a session gives values as node-postgres does", async () => {
  const local = await openLocalSupabase({ directory: folder });
  const { rows, rowCount, fields } = await withSession(local.database, (session) =>
    session.query(
      `select 9007199254740993 as big, 1.50 as exact, '2026-11-22T10:00:00Z'::timestamptz as at,
              $1::jsonb as from_text, $2::jsonb as from_object, $3::text as missing, count(*) from (values (1), (2)) as v`,
      ['{"a":1}', { b: [2] }, undefined],
    ),
  );
  expect(rows).toEqual([
    {
      big: "9007199254740993",
      exact: "1.50",
      at: new Date("2026-11-22T10:00:00Z"),
      from_text: { a: 1 },
      from_object: { b: [2] },
      missing: null,
      count: "2",
    },
  ]);
  expect(rowCount).toBe(1);
  expect(fields[0]).toMatchObject({ name: "big", dataTypeID: 20 });
  await local.close();
});

test("what lite prints about a request goes to the log without parameters; other output stays", async () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const warnings: unknown[] = [];
  const log: Logger = { ...silentLogger, warn: (...line) => void warnings.push(line) };
  const local = await openLocalSupabase({ directory: folder, log });
  const insert = local.client.from("llm_calls").insert({ run_id: "a secret", step: null });
  console.error("somebody else's");
  expect((await insert).error?.code).toBe("23502");
  expect(printed.mock.calls).toEqual([["somebody else's"]]);
  expect(warnings).toEqual([["database.refused", { code: "23502" }]]);
  await local.close();
  expect(console.error).toBe(printed);
  printed.mockRestore();
});

test("Node's own warnings, which are errors, can still be emitted afterwards", async () => {
  const local = await openLocalSupabase({ directory: folder });
  const warning = Object.assign(new Error("a warning of Node's own"), { name: "DeprecationWarning" });
  Object.assign(process, { noDeprecation: true }); // Emitted, but not printed.
  expect(() => process.emitWarning(warning)).not.toThrow();
  Object.assign(process, { noDeprecation: false });
  await local.close();
});

test("a loop of requests lets timers run", async () => {
  const local = await openLocalSupabase({ directory: folder });
  let timeIsUp = false;
  setTimeout(() => {
    timeIsUp = true;
  }, 1);
  let requests = 0;
  while (!timeIsUp && requests < 200) {
    await local.client.from("deliveries").select("id").limit(1);
    requests += 1;
  }
  expect(timeIsUp).toBe(true);
  await local.close();
});

test("vectors can be stored, because the extension is there", async () => {
  const local = await openLocalSupabase({ directory: folder });
  const chunk = {
    repository: "acme/shop",
    blob: "e69de29b",
    start_line: 1,
    end_line: 2,
    content_sha256: "x",
  };
  const row = { ...chunk, model: "test", embedding: "[1,2,3]" };
  expect((await local.client.from("code_chunks").insert(row)).error).toBeNull();
  await local.close();
});
