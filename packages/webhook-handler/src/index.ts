// The intake

export type { WebhookHandlerOptions } from "./create-webhook-handler.ts";
export { createWebhookHandler } from "./create-webhook-handler.ts";
export type { WebhookRequest } from "./webhook-request.ts";

// Who sends, and how much

export type { AddressListOptions } from "./create-address-list.ts";
export { createAddressList } from "./create-address-list.ts";
export type { RateLimits } from "./create-rate-limiter.ts";
export type { SourceOptions } from "./create-source-guard.ts";
export { forwardedSource, sourceOfAddress } from "./forwarded-source.ts";

// Health

export type { HealthHandlerOptions } from "./create-health-handler.ts";
export { createHealthHandler } from "./create-health-handler.ts";
