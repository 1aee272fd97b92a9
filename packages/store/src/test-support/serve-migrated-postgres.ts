import { migrate } from "../migrations/migrate.ts";
import { type RealSupabase, serveRealPostgres } from "./serve-real-postgres.ts";

/** As {@link serveRealPostgres}, with all of the store's migrations. */
export async function serveMigratedPostgres(
  postgres: Parameters<typeof serveRealPostgres>[0],
): Promise<RealSupabase> {
  const served = serveRealPostgres(postgres);
  await migrate(served.database);
  return served;
}
