// The intake

export type { WebhookHandlerOptions } from "./create-webhook-handler.ts";
export { createWebhookHandler } from "./create-webhook-handler.ts";

// Health

export type { HealthHandlerOptions } from "./create-health-handler.ts";
export { createHealthHandler } from "./create-health-handler.ts";
