import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readMigrations } from "../migrations/read-migrations.ts";
import { packageRoot } from "../package-root.ts";

/** A data folder in which everything is done already, or undefined when none was built for these migrations. */
export async function readTemplate(): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(await templatePath())]);
  } catch {
    return undefined;
  }
}

/** Named after the migrations in it, so that a template of other ones is never found. */
export async function templatePath(): Promise<string> {
  return join(packageRoot(), "dist", `template-${await fingerprintMigrations()}.tar.gz`);
}

/** Another one for every set of migrations: whoever keeps a dump can see whether it fits. 16 hex digits. */
export async function fingerprintMigrations(): Promise<string> {
  const migrations = await readMigrations();
  const fingerprint = createHash("sha256").update(migrations.map(({ checksum }) => checksum).join());
  return fingerprint.digest("hex").slice(0, 16);
}
