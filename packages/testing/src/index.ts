// Contract suites: what every adapter of a port must do
export type { ContractCase } from "./contracts/contract-case.ts";
// The model double: scripted answers behind real wire formats
export type { ModelDoubleClient } from "./model-double/connect-to-model-double.ts";
export { connectToModelDouble } from "./model-double/connect-to-model-double.ts";
export type {
  ModelScript,
  ScriptedAnswer,
  ScriptedCall,
  ScriptedMessage,
  ScriptedRequest,
} from "./model-double/model-script.ts";
export type { ModelRequest } from "./model-double/open-journal.ts";
export type { ModelDouble, ModelDoubleOptions } from "./model-double/start-model-double.ts";
export { startModelDouble } from "./model-double/start-model-double.ts";
// Durable runs in memory: stored steps, crashes, restarts
export type { CrashMoment, StoredStep, TestRun, TestRunOptions } from "./test-run.ts";
export { createTestRun } from "./test-run.ts";
