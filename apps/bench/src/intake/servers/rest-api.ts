// Not measured itself: @supabase/lite on a real Postgres, in Supabase's place.
import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import { serve, setting } from "./serve.ts";

const connection = createPostgresConnection({ url: setting("DATABASE_URL") });
// Otherwise it grants every table to everybody, at its first request.
Object.assign(connection, { rlsState: "active" });
const keys = { publishable_key: "sb_publishable_bench", secret_key: setting("REST_KEY") };
const app = new App({
  connection,
  auth: { enabled: false, jwt_secret: crypto.randomUUID() + crypto.randomUUID(), ...keys },
});
serve(async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = "GET", url = "/", headers } = incoming;
  const sent = Object.entries(headers).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
  const answer = await app.fetch(
    new Request(`http://127.0.0.1${url}`, { method, headers: Object.fromEntries(sent), ...body }),
  );
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.end(Buffer.from(await answer.arrayBuffer()));
});
