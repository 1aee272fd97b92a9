// The engine: DBOS behind core's port

export { createEngine } from "./create-engine.ts";
export type { EngineDatabase, EngineOptions } from "./engine-options.ts";

// One delivery's way through the instance

export type { DeliveryHandlerOptions } from "./handle-delivery.ts";
export { createDeliveryHandler } from "./handle-delivery.ts";

// How steps are tried again

export type { RetryKind, RetryPolicy, RetryRule } from "./steps/retry-policy.ts";

// What GitHub sent and never came

export type { SweepCounts, SweepOptions } from "./sweep/sweep.ts";
export type { SweepReport } from "./sweep/sweep-deliveries.ts";
export { sweepDeliveries } from "./sweep/sweep-deliveries.ts";
