import { messageOf, OSOrganicError, type SqlSession } from "@osorganicai/core";
import type { Migration } from "./read-migrations.ts";

/** A schema of its own, because Supabase shows every table in `public` to the REST API. */
const ledger = `
create schema if not exists osorganicai;
create table if not exists osorganicai.migrations (
  name       text primary key,
  checksum   text not null,
  applied_at timestamptz not null default now()
);
alter table osorganicai.migrations enable row level security;`;

/** What a database lacks. */
export interface MigrationPlan {
  /** Names of files, in the order in which they would be applied. */
  readonly pending: readonly string[];
  /** Files that are left out until their extension can be installed in this Postgres. */
  readonly waiting: readonly { readonly name: string; readonly extension: string }[];
}

/** What {@link applyMigrations} would do. Writes nothing. */
export async function planMigrations(
  session: SqlSession,
  files: readonly Migration[],
): Promise<MigrationPlan> {
  const { rows } = await session.query("select to_regclass('osorganicai.migrations') is not null as begun");
  const applied = rows[0]?.["begun"] === true ? await selectApplied(session) : new Map<string, string>();
  assertSameHistory(files, applied);
  const pending: string[] = [];
  const waiting: MigrationPlan["waiting"][number][] = [];
  for (const file of files) {
    if (applied.has(file.name)) continue;
    const { name, requiredExtension: extension } = file;
    if (extension !== undefined && (await mustWait(session, file))) waiting.push({ name, extension });
    else pending.push(name);
  }
  return { pending, waiting };
}

/** Applies what is missing of `files` and says what that was. */
export async function applyMigrations(
  session: SqlSession,
  files: readonly Migration[],
): Promise<readonly string[]> {
  const applied = await readLedger(session);
  assertSameHistory(files, applied);
  const names: string[] = [];
  for (const file of files) {
    if (applied.has(file.name) || (await mustWait(session, file))) continue;
    if (await apply(session, file)) names.push(file.name);
  }
  return names;
}

/** Checksums by name. */
async function readLedger(session: SqlSession): Promise<ReadonlyMap<string, string>> {
  // Two processes that create the same schema at once would fail, so they take turns.
  try {
    await inTransaction(session, () => session.execute(ledger));
    return await selectApplied(session);
  } catch (cause) {
    throw failed(`The list of applied migrations cannot be read: ${messageOf(cause)}.`, cause);
  }
}

async function selectApplied(session: SqlSession): Promise<ReadonlyMap<string, string>> {
  const { rows } = await session.query("select name, checksum from osorganicai.migrations");
  return new Map(rows.map(({ name, checksum }) => [String(name), String(checksum)]));
}

function assertSameHistory(files: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const known = new Map(files.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    if (!known.has(name))
      throw failed(
        `The database has ${name}, and this version knows only up to ${files.at(-1)?.name}. Update @osorganicai/store, or use another database.`,
      );
    if (known.get(name) !== checksum)
      throw failed(
        `${name} was changed after it was applied. Restore the file, and put the change into a new one.`,
      );
  }
}

async function mustWait(session: SqlSession, { requiredExtension }: Migration): Promise<boolean> {
  if (requiredExtension === undefined) return false;
  const available = "select 1 from pg_catalog.pg_available_extensions where name = $1";
  return (await session.query(available, [requiredExtension])).rowCount === 0;
}

/** @returns whether it was this process that applied it */
async function apply(session: SqlSession, { name, sql, checksum }: Migration): Promise<boolean> {
  try {
    return await inTransaction(session, async () => {
      const record =
        "insert into osorganicai.migrations (name, checksum) values ($1, $2) on conflict do nothing";
      const { rowCount } = await session.query(record, [name, checksum]);
      if (rowCount > 0) await session.execute(sql);
      return rowCount > 0;
    });
  } catch (cause) {
    throw failed(`${name} failed: ${messageOf(cause)}. Nothing of it was applied.`, cause);
  }
}

async function inTransaction<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await session.execute("begin");
  try {
    // Held until the transaction ends; the number is arbitrary, but must be the same in every version.
    await session.query("select pg_advisory_xact_lock(7315602)");
    const result = await work();
    await session.execute("commit");
    return result;
  } catch (error) {
    await session.execute("rollback");
    throw error;
  }
}

function failed(message: string, cause?: unknown): OSOrganicError {
  return new OSOrganicError("migration_failed", message, { cause });
}
