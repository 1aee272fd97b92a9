// Agents: the one base class and what it works with

export type { AgentDependencies, AgentSettings } from "./agent/agent-dependencies.ts";
export type { AgentName, AgentRole } from "./agent/agent-role.ts";
export { BaseAgent } from "./agent/base-agent.ts";
export type { Capability } from "./agent/capabilities.ts";
export { limitGitHub } from "./agent/capabilities.ts";
export type { Outcome, OutcomeKind, Setback } from "./agent/outcome.ts";
export { isSetback, outcomeOfError } from "./agent/outcome.ts";
export { quoteCode } from "./agent/quote-code.ts";
export type { RunContext } from "./agent/run-context.ts";
export { isRunInterrupted, RunInterrupted } from "./agent/run-interrupted.ts";
export { sha256Of } from "./agent/sha256-of.ts";

// Vocabulary: deliveries and what they are about

export type { DeliveryHeaders } from "./delivery/create-delivery.ts";
export { createDelivery } from "./delivery/create-delivery.ts";
export type { Actor, Delivery } from "./delivery/delivery.ts";
export { eventKey } from "./delivery/delivery.ts";
export { isMarkedComment } from "./delivery/is-marked-comment.ts";
export type { DeploymentEnvironment } from "./delivery/is-production.ts";
export { isProduction } from "./delivery/is-production.ts";
export type { IssueRef } from "./delivery/subject.ts";
export { formatSubject, parseSubject, subjectOf } from "./delivery/subject.ts";
export type { Untrusted } from "./delivery/untrusted.ts";

// Vocabulary: conversations, from opened to deployed

export { branchName } from "./conversation/branch-name.ts";
export type { AcceptanceCriterion, ChangeKind, Contract } from "./conversation/contract.ts";
export type { Analysis, ClarifyingQuestion, Conversation } from "./conversation/conversation.ts";
export type { ConversationStatus } from "./conversation/lifecycle.ts";
export {
  assertTransition,
  canTransition,
  hasPullRequest,
  labelsFor,
  statusLabels,
} from "./conversation/lifecycle.ts";

// Change sets: what agents may write

export type { ChangeSet, FileChange, FileMode } from "./change-set/change-set.ts";
export type { ChangeSetLimits, Refusal } from "./change-set/check-change-set.ts";
export { assertChangeSet, findRefusals } from "./change-set/check-change-set.ts";
export { checkPath } from "./change-set/check-path.ts";
export type { FileVersions } from "./change-set/file-versions.ts";
export { findManifestRefusals } from "./change-set/find-manifest-refusals.ts";

// Routing: which agent a delivery is for

export type { Route } from "./routing/find-route.ts";
export { findRoute } from "./routing/find-route.ts";
export { labelIs } from "./routing/label-is.ts";

// Configuration of a child (validated by @osorganicai/core/config)

export type { AgentClass, AgentLoader, EmbedderLoader, InstanceConfig } from "./config/define-config.ts";
export { defineConfig } from "./config/define-config.ts";
export { isModelName, modelNameForm } from "./config/model-name.ts";
export type { OwnRoute } from "./config/own-route.ts";

// Errors: one class, many codes

export type { ErrorCode, ErrorFacts } from "./errors.ts";
export { isOSOrganicError, messageOf, OSOrganicError } from "./errors.ts";

// Secrets: what nothing that leaves may show

export { redactSecrets } from "./logging/redact-secrets.ts";

// Ports: what an agent may touch, and what an adapter must provide

export type { ChangeSource, DeliveredThing, ReconstructedDelivery } from "./ports/change-source.ts";
export type { Clock } from "./ports/clock.ts";
export { systemClock } from "./ports/clock.ts";
export type {
  CodebaseSummary,
  CodeCandidate,
  CodeContext,
  CodeExcerpt,
  CodeQuery,
  FoundCode,
  RepositoryCommit,
} from "./ports/code-context.ts";
export type { CodeIndexes, IndexStore } from "./ports/code-indexes.ts";
export type {
  CodeChunk,
  CodeVectorStore,
  CodeVectors,
  EmbeddedChunk,
  HashedChunk,
  NearChunk,
} from "./ports/code-vectors.ts";
export type { AttemptPage, DeliveryAttempt, DeliverySource } from "./ports/delivery-source.ts";
export type { DeliveryQueue, DeliveryStatus, DeliveryStore, RecordStatus } from "./ports/delivery-store.ts";
export type { EffectClaim, EffectIntent, EffectLedger } from "./ports/effect-ledger.ts";
export type { Embedder, Embeddings } from "./ports/embedder.ts";
export type { Engine, RunDetails, RunRegistry, RunStart, RunSummary, RunWait } from "./ports/engine.ts";
export type { ExclusiveDatabase, HeldSession, SqlResult, SqlSession } from "./ports/exclusive-database.ts";
export type {
  Check,
  CheckSuite,
  CommitRequest,
  Deployment,
  GitHub,
  Issue,
  IssueComment,
  Permission,
  PullRequest,
  PullRequestRequest,
  RepositorySnapshot,
} from "./ports/github.ts";
export type { HealthProbe, HealthReport } from "./ports/health-probe.ts";
export type {
  AgentTool,
  DescribedCall,
  LanguageModel,
  ModelCall,
  ModelCallDescription,
  ModelTier,
  Prompt,
  ToolDescription,
  ToolResult,
  ToolTask,
  ToolTaskResult,
} from "./ports/language-model.ts";
export { defineTool } from "./ports/language-model.ts";
export type { LogFields, Logger } from "./ports/logger.ts";
export { silentLogger } from "./ports/logger.ts";
export type { ModelCallLog, ModelCallRecord } from "./ports/model-call-log.ts";
export type { RateLimiter, RateLimits, RateWindow, Turn, TurnRequest } from "./ports/rate-limiter.ts";
export type { CommandResult, Sandbox, SandboxCommand, SandboxServer } from "./ports/sandbox.ts";
export type {
  ActionLog,
  AgentAction,
  AuditHead,
  CodeGeneration,
  CodeGenerationStore,
  ContractStore,
  ConversationChange,
  ConversationStore,
  CriterionTests,
  Patch,
  PatchStore,
  Store,
} from "./ports/store.ts";
export type { SweepJournal, SweepProgress, SweepUnderWay } from "./ports/sweep-journal.ts";
export type {
  SearchHit,
  SearchQuery,
  Workspace,
  WorkspaceProvider,
  WorkspaceRequest,
} from "./ports/workspace.ts";
