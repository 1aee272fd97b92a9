import { messageOf } from "@osorganicai/core";
import { connectSupabase, createSupabaseStore } from "@osorganicai/store";
import { planMigration } from "@osorganicai/store/migrations";
import { planEngineMigrations } from "@osorganicai/worker/migrations";
import { connect } from "../../migrate/connect.ts";
import { parseDatabaseUrl } from "../../migrate/parse-database-url.ts";
import { type Check, type DoctorContext, type Finding, notAsked } from "../check.ts";

/** Below a check's own time, so that a silent database is told as such. */
const TIMEOUT_MS = 4_000;

/** The database answers on both ways, and has the tables of this version. */
export const databaseCheck: Check = {
  name: "database",
  title: "Database",
  async run({ environment }) {
    const findings = (await Promise.all([askSupabase(environment), askPostgres(environment)])).flat();
    return findings.length > 0
      ? findings
      : notAsked("Neither SUPABASE_URL nor DATABASE_URL is set: `dev` uses the embedded database.");
  },
};

type Variables = DoctorContext["environment"];

async function askSupabase(environment: Variables): Promise<readonly Finding[]> {
  const [url, key] = [environment["SUPABASE_URL"]?.trim(), environment["SUPABASE_SECRET_KEY"]?.trim()];
  if (!url || !key) return [];
  if (!URL.canParse(url))
    return [
      {
        severity: "error",
        what: "SUPABASE_URL is no address.",
        fix: "Write it as https://<project>.supabase.co; it stands under Settings, API in the project.",
      },
    ];
  try {
    const client = connectSupabase({ url, key, timeoutMs: TIMEOUT_MS });
    await createSupabaseStore({ client }).report.summary();
    return [{ severity: "ok", what: `Supabase answers at ${new URL(url).host}.` }];
  } catch (error) {
    return [
      {
        severity: "error",
        what: `Supabase at ${new URL(url).host} cannot be used: ${messageOf(error)}`,
        why: "Deliveries would be answered with 503 and lost until the next sweep.",
        fix: "Compare SUPABASE_URL and SUPABASE_SECRET_KEY with the project's settings, and apply the migrations: DATABASE_URL=… osorganicai migrate",
      },
    ];
  }
}

async function askPostgres(environment: Variables): Promise<readonly Finding[]> {
  const text = environment["DATABASE_URL"]?.trim();
  if (!text) return [];
  const url = parseDatabaseUrl(text);
  const session = await connect(url, { timeoutMs: TIMEOUT_MS });
  try {
    const [engine, store] = [await planEngineMigrations({ url: url.href }), await planMigration(session)];
    const pending = [...engine, ...store.pending];
    const database = `${url.host}${url.pathname}`;
    if (pending.length > 0) return [describePending(database, pending)];
    const waiting = store.waiting
      .map(({ name, extension }) => ` ${name} waits for the extension ${extension}.`)
      .join("");
    return [{ severity: "ok", what: `${database} has every table of this version.${waiting}` }];
  } finally {
    await session.close();
  }
}

function describePending(database: string, pending: readonly string[]): Finding {
  return {
    severity: "error",
    what: `${database} lacks ${pending.length} migrations: ${pending.join(", ")}.`,
    why: "The store and the engine would ask for what is not there.",
    fix: "osorganicai migrate --dry-run, then osorganicai migrate (or supabase db push)",
  };
}
