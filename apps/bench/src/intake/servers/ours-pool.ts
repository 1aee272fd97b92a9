// Ours, long-running: the row and its run in one transaction, over a pool of connections.
import { createPostgresDeliveries } from "@osorganicai/store/postgres";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { createNodeListener } from "@osorganicai/webhook-handler/node";
import { serve, setting } from "./serve.ts";

const deliveries = createPostgresDeliveries({ url: setting("DATABASE_URL") });
serve(createNodeListener(createWebhookHandler({ secrets: [setting("SECRET")], deliveries })));
