import { connectSupabase, createSupabaseStore } from "@osorganicai/store";
import { createHealthHandler } from "@osorganicai/webhook-handler";
import { environmentOfProcess } from "./config.ts";

/** Health of a serverless deployment, for the child's `api/health.ts`: `export { GET } from "@osorganicai/instance/health";`. */
export function GET(request: Request): Promise<Response> {
  return createHealthHandler({
    checks: { environment: async () => environmentOfProcess(), database: askDatabase },
  })(request);
}

async function askDatabase(): Promise<void> {
  const { supabase } = environmentOfProcess();
  if (supabase) await createSupabaseStore({ client: connectSupabase(supabase) }).report.summary();
}
