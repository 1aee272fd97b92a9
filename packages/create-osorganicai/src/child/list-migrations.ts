import { readFileSync } from "node:fs";
import { join } from "node:path";
import { templatesFolder } from "../templates-folder.ts";

/**
 * The ids of all migrations that this version's packages ship, `<package>#<id>`, sorted. What is spawned now has nothing to
 * migrate, so they all count as applied.
 */
export function listShippedMigrations(): readonly string[] {
  return JSON.parse(readFileSync(join(templatesFolder, "migrations.json"), "utf8")) as readonly string[];
}
