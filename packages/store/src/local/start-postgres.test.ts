import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@osorganicai/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadLite } from "./load-lite.ts";
import { startPostgres } from "./start-postgres.ts";
import { readTemplate } from "./template.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "osorganicai-postgres-"));
});
afterEach(() => rm(folder, { recursive: true }));

const lite = await loadLite();
const countMigrations = "select count(*)::int as n from osorganicai.migrations";

test("a new folder starts from the template, with every migration in it", async () => {
  const template = await readTemplate();
  expect(template).toBeDefined();
  const { driver } = await startPostgres(lite, { folder, template, log: silentLogger });
  const { rows } = await driver.query<{ n: number }>(countMigrations);
  expect(rows[0]?.n).toBeGreaterThan(5);
  await driver.close();
});

test("a template that does not fit is left alone", async () => {
  const warnings: unknown[] = [];
  const log = { ...silentLogger, warn: (event: string) => void warnings.push(event) };
  const template = new Blob(["not a data folder"]);
  const { driver } = await startPostgres(lite, { folder, template, log });
  expect((await driver.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  expect(warnings).toEqual(["template.refused"]);
  await driver.close();
});

test("a folder whose first start was interrupted is put aside, not deleted", async () => {
  await mkdir(join(folder, "postgres"));
  await writeFile(join(folder, "postgres", "PG_VERSION"), "17");
  const { driver } = await startPostgres(lite, { folder, template: await readTemplate(), log: silentLogger });
  expect((await driver.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  expect(existsSync(join(folder, "postgres.unfinished", "PG_VERSION"))).toBe(true);
  await driver.close();
});
