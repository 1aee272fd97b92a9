import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { type Logger, OSOrganicError } from "@osorganicai/core";
import type { PgliteConnection } from "@supabase/lite/pglite";
import type { SupabaseClient } from "@supabase/supabase-js";
import { connectSupabase } from "../connect-supabase.ts";
import { captureErrors } from "./capture-errors.ts";
import type { Turns } from "./create-turns.ts";
import type { Lite } from "./load-lite.ts";

/** What the REST API stands on. */
export interface RestOptions {
  readonly connection: PgliteConnection;
  /** Every request waits for its turn: lite runs concurrent ones in one session, where one's role leaks to the next. */
  readonly takeTurn: Turns;
  readonly log: Logger;
}

/** Both kinds of clients of one REST API. */
export interface RestClients {
  readonly client: SupabaseClient;
  readonly anonymous: SupabaseClient;
  end(): void;
}

/** Supabase's REST API on a PGlite, answered in this process, with keys that exist nowhere else. */
export function createRestClients({ App }: Lite, { connection, takeTurn, log }: RestOptions): RestClients {
  const keys = { publishable_key: newKey("sb_publishable"), secret_key: newKey("sb_secret") };
  const app = new App({ connection, auth: { enabled: false, jwt_secret: newKey("jwt"), ...keys } });
  const capture = captureErrors();
  keepGrants(connection);

  async function answer(...call: Parameters<typeof fetch>): Promise<Response> {
    const request = new Request(...call);
    // Nothing here waits for the system, so a loop of requests would keep timers and sockets waiting for ever.
    await setImmediate();
    const endTurn = await takeTurn();
    try {
      request.signal.throwIfAborted();
      if (connection.driver.closed) throw closed();
      return await capture.run(log, async () => app.fetch(request));
    } finally {
      endTurn();
    }
  }

  // No such host exists: whatever is not answered here reaches nobody.
  const connectWith = (key: string) =>
    connectSupabase({ url: "http://supabase.invalid", key, fetch: answer });
  return {
    client: connectWith(keys.secret_key),
    anonymous: connectWith(keys.publishable_key),
    end: capture.end,
  };
}

function newKey(prefix: string): string {
  return `${prefix}_${randomBytes(24).toString("base64url")}`;
}

/**
 * On its first request lite grants every table to `anon` and `authenticated`, unless it believes to have done so.
 * The catalogue test fails should a later version decide by other means.
 */
function keepGrants(connection: PgliteConnection): void {
  Object.assign(connection, { rlsState: "active" });
}

function closed(): OSOrganicError {
  return new OSOrganicError("store_unavailable", "The local Supabase is closed. Open it again.");
}
