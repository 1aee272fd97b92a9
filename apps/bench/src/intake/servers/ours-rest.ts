// Ours, as a function has it: the same transaction through Supabase's REST API.
import { connectSupabase, createSupabaseStore } from "@osorganicai/store";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { createNodeListener } from "@osorganicai/webhook-handler/node";
import { serve, setting } from "./serve.ts";

const client = connectSupabase({ url: setting("REST_URL"), key: setting("REST_KEY") });
const { deliveries } = createSupabaseStore({ client });
serve(createNodeListener(createWebhookHandler({ secrets: [setting("SECRET")], deliveries })));
