import { silentLogger } from "@osorganicai/core";
import { fingerprintMigrations, openLocalSupabase } from "@osorganicai/store/local";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { expect, test } from "vitest";
import { readTemplate } from "./template.ts";

test("nothing is left to migrate in a database that starts from the template", async () => {
  const template = await readTemplate(await fingerprintMigrations());
  if (!template) throw new Error("The build made no template for these migrations.");
  const local = await openLocalSupabase({ template });
  expect(await migrateEngine(local.database, silentLogger)).toEqual([]);
  await local.close();
});

test("there is no template for other migrations", async () => {
  expect(await readTemplate("0123456789abcdef")).toBeUndefined();
});
