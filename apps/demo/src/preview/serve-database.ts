import { randomBytes } from "node:crypto";
import type { LocalSupabase } from "@osorganicai/store/local";
import { serve } from "srvx";

/** A Supabase project as functions see it. */
export interface ServedDatabase {
  /** `SUPABASE_URL` and `SUPABASE_SECRET_KEY`. */
  readonly environment: { readonly SUPABASE_URL: string; readonly SUPABASE_SECRET_KEY: string };
  close(): Promise<void>;
}

/**
 * The embedded Supabase over HTTP, for another process: calls of functions of the database, which is all that a child's
 * intake and health ask for.
 */
export async function serveDatabase({ client }: Pick<LocalSupabase, "client">): Promise<ServedDatabase> {
  const key = `sb_secret_${randomBytes(24).toString("base64url")}`;

  async function answer(request: Request): Promise<Response> {
    const name = /^\/rest\/v1\/rpc\/(\w+)$/.exec(new URL(request.url).pathname)?.[1];
    if (request.headers.get("apikey") !== key) return new Response(null, { status: 401 });
    if (request.method !== "POST" || name === undefined) return new Response(null, { status: 404 });
    const { data, error, status } = await client.rpc(name, (await request.json()) as object);
    return Response.json(error ?? data, { status });
  }

  const server = serve({
    fetch: answer,
    port: 0,
    hostname: "127.0.0.1",
    silent: true,
    gracefulShutdown: false,
  });
  await server.ready();
  const url = (server.url ?? "").replace(/\/$/, "");
  return {
    environment: { SUPABASE_URL: url, SUPABASE_SECRET_KEY: key },
    close: async () => server.close(true),
  };
}
