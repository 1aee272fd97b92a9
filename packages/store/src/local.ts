// A whole Supabase in this process: no account, no network, no server
export type { LocalSupabase, LocalSupabaseOptions } from "./local/open-local-supabase.ts";
export { openLocalSupabase } from "./local/open-local-supabase.ts";
export { fingerprintMigrations } from "./local/template.ts";
