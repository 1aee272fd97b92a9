import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

/** One numbered SQL file. */
export interface Migration {
  /** `0003_deliveries.sql`. */
  readonly name: string;
  readonly sql: string;
  /** Lower-case hex SHA-256 of the text. */
  readonly checksum: string;
  /** An extension without which the file waits. Its first line says so. */
  readonly requiredExtension: string | undefined;
}

/** The files this package ships, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const folder = join(packageRoot(), "migrations");
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => parseMigration(name, await readFile(join(folder, name), "utf8"))),
  );
}

/** A migration from its text. */
export function parseMigration(name: string, text: string): Migration {
  // A checkout on Windows must not look like a changed file.
  const sql = text.replaceAll("\r\n", "\n");
  const checksum = createHash("sha256").update(sql).digest("hex");
  return { name, sql, checksum, requiredExtension: /^-- requires extension: (\w+)/.exec(sql)?.[1] };
}
