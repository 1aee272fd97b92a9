// The intake

export type { HealthHandlerOptions } from "./create-health-handler.ts";
// Health
export { createHealthHandler } from "./create-health-handler.ts";
export type { WebhookHandlerOptions } from "./create-webhook-handler.ts";
export { createWebhookHandler } from "./create-webhook-handler.ts";
