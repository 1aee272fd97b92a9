import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { boundFetch } from "./bound-fetch.ts";

/** Where a Supabase is and how to reach it. */
export interface SupabaseAddress {
  /** `https://<project>.supabase.co`. */
  readonly url: string;
  /** `sb_secret_…`, or a legacy service role key. It bypasses row level security, so it belongs on a server only. */
  readonly key: string;
  /** Longest wait for one request. @default 30_000 */
  readonly timeoutMs?: number;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** A client for {@link createSupabaseStore}: no session, no login, a bound on every request. */
export function connectSupabase({
  url,
  key,
  timeoutMs = 30_000,
  fetch: send = fetch,
}: SupabaseAddress): SupabaseClient {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    // The engine retries whole steps; retries below it would only hide how long an answer takes.
    db: { retry: false },
    global: { fetch: boundFetch(send, timeoutMs) },
  });
}
