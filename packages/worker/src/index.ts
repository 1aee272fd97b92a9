// The engine: DBOS behind core's port

export { createEngine } from "./create-engine.ts";
export type { EngineDatabase, EngineOptions, EngineTiming } from "./engine-options.ts";

// One delivery's way through the instance

export type { DeliveryHandlerOptions } from "./handle-delivery.ts";
export { createDeliveryHandler } from "./handle-delivery.ts";

// The runs of a database, for whoever does not work on them

export type { OpenRuns } from "./runs/open-runs.ts";
export { openRuns } from "./runs/open-runs.ts";

// On whose behalf code runs

export { currentExecutor } from "./session/current-executor.ts";

// How steps are tried again

export type { RetryKind, RetryPolicy, RetryRule } from "./steps/retry-policy.ts";

// What GitHub sent and never came

export type { SweepCounts, SweepOptions } from "./sweep/sweep.ts";
export type { SweepReport } from "./sweep/sweep-deliveries.ts";
export { sweepDeliveries } from "./sweep/sweep-deliveries.ts";
