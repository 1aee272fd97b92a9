// Ours, as a function has it: the same transaction through Supabase's REST API.
import { createRestDeliveries } from "@osorganicai/store/rest";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { createNodeListener } from "@osorganicai/webhook-handler/node";
import { serve, setting } from "./serve.ts";

const deliveries = createRestDeliveries({ url: setting("REST_URL"), key: setting("REST_KEY") });
serve(createNodeListener(createWebhookHandler({ secrets: [setting("SECRET")], deliveries })));
