import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import type { Migration } from "./migration.ts";

/** The file that an entry names, which lies in its package. @throws OSOrganicError `migration_invalid` */
export function resolveInPackage(migration: Migration, field: "run" | "prompt"): string {
  const name = migration[field];
  const file = name === undefined ? "" : resolve(migration.folder, name);
  const isInside = file !== "" && !relative(migration.folder, file).split(sep).includes("..");
  if (isInside && existsSync(file)) return file;
  throw new OSOrganicError(
    "migration_invalid",
    `${migration.key} names ${JSON.stringify(name)} as its ${field}, and ${migration.package} has no such file. Install it again.`,
  );
}
