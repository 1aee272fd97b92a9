import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite/vector";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { createTurns } from "../local/create-turns.ts";
import { createExclusiveDatabase } from "../local/exclusive-database.ts";
import { serveRealPostgres } from "../test-support/serve-real-postgres.ts";
import { migrate, planMigration } from "./migrate.ts";

const found = await findRealPostgres();
const offered = found && (await offersVector());
const postgres = `a real Postgres${found ? (offered ? "" : ` (${realPostgresHost} has no pgvector)`) : ` (none at ${realPostgresHost})`}`;

async function offersVector(): Promise<boolean> {
  const { query, close } = await openRealPostgres();
  const { rows } = await query("select 1 from pg_available_extensions where name = 'vector'");
  await close();
  return rows.length > 0;
}

async function openPglite() {
  const pglite = await PGlite.create({ extensions: { vector } });
  return { database: createExclusiveDatabase(pglite, createTurns()), close: () => pglite.close() };
}

const embed = (blob: string, embedding: string) =>
  `insert into public.code_chunks (repository, blob, start_line, end_line, content_sha256, model, embedding)
   values ('acme/shop', '${blob}', 1, 9, '', 'small', '${embedding}');`;

for (const { label, runs, open } of [
  { label: "PGlite with vectors", runs: true, open: openPglite },
  { label: postgres, runs: offered, open: async () => serveRealPostgres(await openRealPostgres()) },
])
  test.runIf(runs)(`${label} finds the nearest code, and shows it to the server only`, async () => {
    const { database, close } = await open();
    onTestFinished(close);
    expect((await planMigration(database)).waiting).toEqual([]);
    expect(await migrate(database)).toContain("0006_code_chunks.sql");

    const session = await database.acquire();
    onTestFinished(() => session.release());
    await session.execute(embed("near", "[1,0]") + embed("far", "[0,1]"));
    const nearest =
      "select blob from public.code_chunks order by embedding operator(extensions.<=>) '[0.9,0.1]' limit 1";
    expect((await session.query(nearest)).rows).toEqual([{ blob: "near" }]);

    await session.execute("set role anon");
    await expect(session.query("select blob from public.code_chunks")).rejects.toThrow("permission denied");
    await session.execute("reset role");
  });
