import { access } from "node:fs/promises";
import { join } from "node:path";
import {
  isOSOrganicError,
  messageOf,
  OSOrganicError,
  type RunRegistry,
  type SqlSession,
} from "@osorganicai/core";
import { type OpenRuns, openRuns } from "@osorganicai/worker";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { connect, withoutPassword } from "../migrate/connect.ts";
import { parseDatabaseUrl } from "../migrate/parse-database-url.ts";

/** Where an instance keeps its runs. */
export interface RunsPlace {
  /** Undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly stateDirectory: string;
}

/** An instance's runs, without its workers. */
export interface OpenedRuns {
  readonly registry: RunRegistry;
  /** Gives a run up, and says so on its delivery. */
  discard(runId: string): Promise<void>;
  /** As that of `openRuns`. */
  readonly purge: OpenRuns["purge"];
  close(): Promise<void>;
}

/**
 * Workers may be at work on the same Postgres meanwhile; the embedded database is one process's.
 * @throws OSOrganicError `environment_invalid` when there is no database, `database_locked` while `dev` has it,
 *   `store_unavailable`, `migration_failed`
 */
export async function openRunsOf({ databaseUrl, stateDirectory }: RunsPlace): Promise<OpenedRuns> {
  return databaseUrl === undefined
    ? openEmbedded(stateDirectory)
    : openPostgres(parseDatabaseUrl(databaseUrl));
}

async function openPostgres(url: URL): Promise<OpenedRuns> {
  const session = await connect(url);
  const { close, ...runs } = await openRuns({ url: url.href });
  return {
    ...explained(runs, session, (text) => withoutPassword(text, url)),
    async close() {
      await close();
      await session.close();
    },
  };
}

async function openEmbedded(stateDirectory: string): Promise<OpenedRuns> {
  const directory = join(stateDirectory, "data");
  await access(directory).catch((cause: unknown) => {
    throw new OSOrganicError(
      "environment_invalid",
      `There is no database in ${stateDirectory}. Set DATABASE_URL, or name the folder of the child with --directory.`,
      { cause },
    );
  });
  const { openLocalSupabase } = await import("@osorganicai/store/local");
  const local = await openLocalSupabase({ directory }).catch(sayWhoHasIt);
  await migrateEngine(local.database);
  const { close, ...runs } = await openRuns(local.database);
  const query: SqlSession["query"] = async (sql, parameters) => {
    const turn = await local.database.acquire();
    try {
      return await turn.query(sql, parameters);
    } finally {
      await turn.release();
    }
  };
  return {
    ...explained(runs, { query }, (text) => text),
    async close() {
      await close();
      await local.close();
    },
  };
}

function sayWhoHasIt(error: unknown): never {
  if (!isOSOrganicError(error) || error.code !== "database_locked") throw error;
  throw new OSOrganicError(
    "database_locked",
    `${error.message} The embedded database is one process's: stop \`osorganicai dev\`, or read its /api/report.`,
    { cause: error },
  );
}

/** The registry, whose errors say what to do and never show a password. */
function explained(
  registry: Omit<OpenRuns, "close">,
  session: Pick<SqlSession, "query">,
  hide: (text: string) => string,
): Omit<OpenedRuns, "close"> {
  const explain = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (isOSOrganicError(error)) throw error;
      const message = hide(messageOf(error));
      throw /does not exist/.test(message)
        ? new OSOrganicError(
            "migration_failed",
            `The database is not migrated: ${message}. Run osorganicai migrate.`,
          )
        : new OSOrganicError("store_unavailable", `The database does not answer: ${message}. Try again.`);
    }
  };
  return {
    registry: {
      list: (filter) => explain(registry.list(filter)),
      find: (runId) => explain(registry.find(runId)),
      retry: (runId) => explain(registry.retry(runId)),
      cancel: (runId) => explain(registry.cancel(runId)),
      discard: (runId) => explain(registry.discard(runId)),
    },
    purge: (options) => explain(registry.purge(options)),
    async discard(runId) {
      await explain(registry.discard(runId));
      // Again after a crash in between: both are idempotent.
      const deliveryId = runId.slice(0, runId.indexOf("@"));
      const sql = "select public.settle_delivery($1, 'ignored', 'A human has discarded the run.')";
      await explain(session.query(sql, [deliveryId]));
    },
  };
}
