import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { templatesFolder } from "../templates-folder.ts";
import { guardSql } from "./guard-sql.ts";

/** One of the store's SQL files. */
export interface ShippedSql {
  /** As `@osorganicai/store` names it: `0003_deliveries.sql`. */
  readonly name: string;
  /** As a child has it. */
  readonly content: string;
}

/** The store's SQL files of this version, in the order in which they are applied. */
export function listShippedSql(): readonly ShippedSql[] {
  const folder = join(templatesFolder, "sql");
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({
      name,
      content: guardSql(name, readFileSync(join(folder, name), "utf8")),
    }));
}
