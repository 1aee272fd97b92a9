// Contract suites: what every adapter of a port must do
export type { ContractCase } from "./contracts/contract-case.ts";
// Durable runs in memory: stored steps, crashes, restarts
export type { CrashMoment, StoredStep, TestRun, TestRunOptions } from "./test-run.ts";
export { createTestRun } from "./test-run.ts";
