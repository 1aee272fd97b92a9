import { type ExclusiveDatabase, type Logger, silentLogger } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { migrate } from "../migrations/migrate.ts";
import { createTurns } from "./create-turns.ts";
import { createExclusiveDatabase } from "./exclusive-database.ts";
import { loadLite } from "./load-lite.ts";
import { lockFolder } from "./lock-folder.ts";
import { createRestClients } from "./rest-clients.ts";
import { type PostgresRequest, startPostgres } from "./start-postgres.ts";
import { readTemplate } from "./template.ts";

/** Where a local Supabase keeps its data. */
export interface LocalSupabaseOptions {
  /** Created when missing; used by one process at a time. @default in memory, gone with the process */
  readonly directory?: string;
  /** What a new database starts from: what {@link LocalSupabase.dump} of another one gave. @default one with our migrations */
  readonly template?: Blob;
  /** @default silent */
  readonly log?: Logger;
}

/** A Supabase in this process. */
export interface LocalSupabase {
  /** With the secret key, for `createSupabaseStore`. */
  readonly client: SupabaseClient;
  /** What anybody on the internet could do: nothing, because no table has a policy. */
  readonly anonymous: SupabaseClient;
  /** The same Postgres for SQL, by turns with the clients: for the engine. */
  readonly database: ExclusiveDatabase;
  /** Everything in it, as a gzipped tar of its data folder: another one's `template`. */
  dump(): Promise<Blob>;
  /** Waits for its turn, then closes. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a whole Supabase in this process, with all migrations applied: no account, no network, no server.
 * Open one per process: PGlite keeps its memory until the process ends.
 * @throws OSOrganicError `database_locked`, `migration_failed`, `environment_invalid` when @supabase/lite is missing
 *
 * @example
 * const local = await openLocalSupabase({ directory: ".osorganicai/data" });
 * const store = createSupabaseStore({ client: local.client });
 */
export async function openLocalSupabase({
  directory,
  template,
  log = silentLogger,
}: LocalSupabaseOptions = {}): Promise<LocalSupabase> {
  const lock = directory === undefined ? undefined : await lockFolder(directory);
  try {
    const supabase = await open(directory, { template: template ?? (await readTemplate()), log });
    return {
      ...supabase,
      async close() {
        await supabase.close();
        await lock?.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

async function open(
  folder: string | undefined,
  { template, log }: Pick<PostgresRequest, "template" | "log">,
): Promise<LocalSupabase> {
  const lite = await loadLite();
  const connection = await startPostgres(lite, { folder, template, log });
  const takeTurn = createTurns();
  const database = createExclusiveDatabase(connection.driver, takeTurn);
  await migrate(database);
  const { client, anonymous, end } = createRestClients(lite, { connection, takeTurn, log });
  return {
    client,
    anonymous,
    database,
    async dump() {
      const endTurn = await takeTurn();
      return connection.driver.dumpDataDir("gzip").finally(endTurn);
    },
    async close() {
      const endTurn = await takeTurn();
      if (!connection.driver.closed) {
        end();
        await connection.close();
      }
      endTurn();
    },
  };
}
