import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allMigrations } from "@dbos-inc/dbos-sdk/internal/sysdb_migrations/internal/migrations";
import { getCurrentSysDBVersion } from "@dbos-inc/dbos-sdk/internal/sysdb_migrations/migration_runner";
import type { DbosPool } from "../dbos/session-pool.ts";
import { packageRoot } from "../package-root.ts";

/** How far the engine's part of a database is, and how far this version brings it. */
export interface EngineSchema {
  /** DBOS' own number; 0 when there is nothing. */
  readonly dbos: { readonly current: number; readonly known: number };
  /** Our files. `current` is the mark of those that were applied last, undefined when none were. */
  readonly own: { readonly current: string | undefined; readonly known: OwnFiles };
}

/** `sql/*.sql`, in order. */
interface OwnFiles {
  readonly names: readonly string[];
  readonly sql: string;
  /** The last file's name and a checksum of all: the comment of our function in the database. */
  readonly mark: string;
}

/** Reads only. */
export async function readEngineSchema(pool: DbosPool): Promise<EngineSchema> {
  const client = await pool.connect();
  try {
    const known = allMigrations("dbos", { useListenNotify: false, isCockroach: false }).length;
    const dbos = { current: await getCurrentSysDBVersion(client, "dbos"), known };
    const { rows } = await client.query<{ mark: string | null }>(
      "select obj_description(to_regprocedure('public.enqueue_run(text, text)'), 'pg_proc') as mark",
    );
    return { dbos, own: { current: rows[0]?.mark ?? undefined, known: await readOwnFiles() } };
  } finally {
    client.release();
  }
}

/** Seen from the bundle, and written so: whoever packs a function for a platform takes along what it can see in the code. */
const bundled = fileURLToPath(new URL("../sql", import.meta.url));

async function readOwnFiles(): Promise<OwnFiles> {
  const folder = existsSync(bundled) ? bundled : join(packageRoot(), "sql");
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const sql = texts.join("\n").replaceAll("\r\n", "\n");
  return { names, sql, mark: `${names.at(-1)} ${createHash("sha256").update(sql).digest("hex")}` };
}

/** Pure: what `migrateEngine` would apply, in order. */
export function pendingOf({ dbos, own }: EngineSchema): readonly string[] {
  return [
    ...(dbos.current < dbos.known ? [`DBOS' schema ${dbos.known}`] : []),
    ...(own.current === own.known.mark || isNewer(own) ? [] : own.known.names),
  ];
}

/** Pure: whether a version with more files than ours was here. */
export function isNewer({ current, known }: EngineSchema["own"]): boolean {
  return current !== undefined && numberOf(current) > numberOf(known.mark);
}

/** `0001_enqueue_run.sql …` → 1; 0 for a comment that is not ours. */
function numberOf(mark: string): number {
  return Number(/^(\d{4})_/.exec(mark)?.[1] ?? 0);
}
