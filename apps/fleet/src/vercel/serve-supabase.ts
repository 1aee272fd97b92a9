import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { openLocalSupabase } from "@osorganicai/store/local";

/** A Supabase that other processes reach, as far as the intake asks it. */
export interface ServedSupabase {
  readonly url: string;
  /** Ids of the deliveries that were recorded. */
  deliveries(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * Serves the functions of a local Supabase over HTTP; tables are empty to whoever reads them. Runs are enqueued for nobody: there
 * is no engine.
 */
export async function serveSupabase(): Promise<ServedSupabase> {
  const local = await openLocalSupabase();
  const session = await local.database.acquire();
  await session.execute(
    "create function public.enqueue_run(delivery_id text, subject text) returns void language sql as ''",
  );
  await session.release();
  const server = createServer(async (request, response) => {
    if (request.method !== "POST")
      return void response.writeHead(200, { "content-type": "application/json" }).end("[]");
    const [, name = ""] = /^\/rest\/v1\/rpc\/(\w+)$/.exec(request.url ?? "") ?? [];
    const { data, error, status } = await local.client.rpc(name, (await json(request)) as object);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(error ?? data));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries: async () => {
      const { data } = await local.client.from("deliveries").select("id");
      return (data ?? []).map(({ id }: { readonly id: string }) => id);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await local.close();
    },
  };
}
