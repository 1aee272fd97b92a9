// Contract suites: what every adapter of a port must do
export type { CodeContextSubject } from "./contracts/code-context-contract.ts";
export { codeContextContract } from "./contracts/code-context-contract.ts";
export type { CodeVectorsSubject } from "./contracts/code-vectors-contract.ts";
export { codeVectorsContract } from "./contracts/code-vectors-contract.ts";
export type { ContractCase } from "./contracts/contract-case.ts";
export type { DeliveryQueueSubject, EnqueuedRun } from "./contracts/delivery-queue-contract.ts";
export { deliveryQueueContract } from "./contracts/delivery-queue-contract.ts";
export { effectLedgerContract } from "./contracts/effect-ledger-contract.ts";
export { engineContract } from "./contracts/engine-contract.ts";
export type { EngineSubject } from "./contracts/engine-subject.ts";
export type { IndexStoreSubject } from "./contracts/index-store-contract.ts";
export { indexStoreContract } from "./contracts/index-store-contract.ts";
export { languageModelContract } from "./contracts/language-model-contract.ts";
export type { LanguageModelSubject } from "./contracts/language-model-scene.ts";
export type { ModelCallLogSubject } from "./contracts/model-call-log-contract.ts";
export { modelCallLogContract } from "./contracts/model-call-log-contract.ts";
export { findSurvivors } from "./contracts/sandbox/find-survivors.ts";
export type { SandboxSubject } from "./contracts/sandbox/sandbox-subject.ts";
export { sandboxContract } from "./contracts/sandbox-contract.ts";
export type { StoreSubject } from "./contracts/store-contract.ts";
export { storeContract } from "./contracts/store-contract.ts";
export type { Origin, OriginFile } from "./contracts/workspace/create-origin.ts";
export { createOrigin } from "./contracts/workspace/create-origin.ts";
export type { RepositoryAddress, WorkspaceSubject } from "./contracts/workspace/workspace-subject.ts";
export { workspaceContract } from "./contracts/workspace-contract.ts";
// The GitHub twin: real git, real merges, CI that runs, webhooks that arrive
export { connectToGitHubTwin } from "./github-twin/control/connect-to-github-twin.ts";
export type { TwinFault, TwinTrouble } from "./github-twin/faults/twin-fault.ts";
export type {
  GitHubTwin,
  GitHubTwinControl,
  GitHubTwinOptions,
  TwinAppSeed,
  TwinRepositorySeed,
  TwinUser,
} from "./github-twin/github-twin.ts";
export type { JournalEntry, JournalFact } from "./github-twin/journal.ts";
export { startGitHubTwin } from "./github-twin/start-github-twin.ts";
export type { WebhookTarget } from "./github-twin/webhooks/create-webhooks.ts";
// A ledger in memory, which several adapters may share
export type { MemoryLedgerOptions } from "./memory-effect-ledger.ts";
export { createMemoryEffectLedger } from "./memory-effect-ledger.ts";
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
// A real Postgres, where there is one
export type { RealPostgres } from "./open-real-postgres.ts";
export { findRealPostgres, openRealPostgres, realPostgresHost } from "./open-real-postgres.ts";
// What GitHub really sent
export type { RealPayload } from "./read-real-payloads.ts";
export { readRealPayloads } from "./read-real-payloads.ts";
// Durable runs in memory: stored steps, crashes, restarts
export type { CrashMoment, StoredStep, TestRun, TestRunOptions } from "./test-run.ts";
export { createTestRun } from "./test-run.ts";
