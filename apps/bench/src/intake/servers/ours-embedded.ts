// Ours, with nothing installed beside it: Supabase's REST API and Postgres in the process.
import { createSupabaseStore } from "@osorganicai/store";
import { openLocalSupabase } from "@osorganicai/store/local";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { createNodeListener } from "@osorganicai/webhook-handler/node";
import { createEngine } from "@osorganicai/worker";
import { serve, setting } from "./serve.ts";

const { client, database } = await openLocalSupabase();
await createEngine({ name: "bench", database, handle: async () => {} }).migrate();
const { deliveries } = createSupabaseStore({ client });
serve(createNodeListener(createWebhookHandler({ secrets: [setting("SECRET")], deliveries })));
