import { PGlite } from "@electric-sql/pglite";
import type { SqlSession } from "@osorganicai/core";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTurns } from "../local/create-turns.ts";
import { createExclusiveDatabase } from "../local/exclusive-database.ts";
import { applyMigrations, planMigrations } from "./apply-migrations.ts";
import { parseMigration, readMigrations } from "./read-migrations.ts";

const postgres = await PGlite.create();
const session: SqlSession = await createExclusiveDatabase(postgres, createTurns()).acquire();
afterAll(() => postgres.close());
beforeEach(() => session.execute("drop schema if exists osorganicai cascade; drop table if exists one, two"));

const one = parseMigration("0001_one.sql", "create table one (id int);\n");
const two = parseMigration("0002_two.sql", "create table two (id int);\n");

test("missing files are applied in order, once", async () => {
  expect(await applyMigrations(session, [one])).toEqual(["0001_one.sql"]);
  expect(await applyMigrations(session, [one, two])).toEqual(["0002_two.sql"]);
  expect(await applyMigrations(session, [one, two])).toEqual([]);
});

test("a file that fails leaves nothing behind and says what went wrong", async () => {
  const broken = parseMigration("0002_two.sql", "create table two (id int); select * from nowhere;");
  await expect(applyMigrations(session, [one, broken])).rejects.toMatchObject({
    code: "migration_failed",
    message: '0002_two.sql failed: relation "nowhere" does not exist. Nothing of it was applied.',
  });
  expect(await applyMigrations(session, [one, two])).toEqual(["0002_two.sql"]);
});

test("a file that was changed after it was applied is refused", async () => {
  await applyMigrations(session, [one]);
  const changed = parseMigration("0001_one.sql", "create table one (id bigint);\n");
  await expect(applyMigrations(session, [changed, two])).rejects.toThrow(
    "0001_one.sql was changed after it was applied. Restore the file, and put the change into a new one.",
  );
});

test("a database that a newer version migrated is refused", async () => {
  await applyMigrations(session, [one, two]);
  await expect(applyMigrations(session, [one])).rejects.toThrow(
    "The database has 0002_two.sql, and this version knows only up to 0001_one.sql. Update @osorganicai/store",
  );
});

test("a checkout with Windows' line ends is the same file", async () => {
  await applyMigrations(session, [one]);
  expect(
    await applyMigrations(session, [parseMigration(one.name, one.sql.replaceAll("\n", "\r\n"))]),
  ).toEqual([]);
});

test("a file waits until the extension it needs can be installed", async () => {
  const needsVector = parseMigration(
    "0002_two.sql",
    "-- requires extension: vector\ncreate table two (id int);",
  );
  const needsPlpgsql = parseMigration(
    "0002_two.sql",
    "-- requires extension: plpgsql\ncreate table two (id int);",
  );
  expect(await applyMigrations(session, [one, needsVector])).toEqual(["0001_one.sql"]);
  expect(await applyMigrations(session, [one, needsPlpgsql])).toEqual(["0002_two.sql"]);
});

test("a plan says what would be applied and what waits, and writes nothing", async () => {
  const needsVector = parseMigration("0003_three.sql", "-- requires extension: vector\nselect 1;");
  expect(await planMigrations(session, [one, two, needsVector])).toEqual({
    pending: ["0001_one.sql", "0002_two.sql"],
    waiting: [{ name: "0003_three.sql", extension: "vector" }],
  });
  const { rows } = await session.query("select to_regnamespace('osorganicai') as schema");
  expect(rows).toEqual([{ schema: null }]);
  await applyMigrations(session, [one, two]);
  expect((await planMigrations(session, [one, two])).pending).toEqual([]);
  await expect(planMigrations(session, [one])).rejects.toThrow("Update @osorganicai/store");
});

test("the seed's tables stand in the database word for word", async () => {
  const [, seed] = await readMigrations();
  expect(seed?.name).toBe("0001_seed.sql");
  expect(seed?.sql).toContain(
    "  status TEXT NOT NULL, -- 'analyzing', 'needs_clarification', 'ready_for_dev'\n",
  );
});
