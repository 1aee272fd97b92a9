import type { Outcome } from "../agent/outcome.ts";
import type { Contract } from "../conversation/contract.ts";
import type { Analysis, Conversation } from "../conversation/conversation.ts";
import type { ConversationStatus } from "../conversation/lifecycle.ts";
import type { Actor } from "../delivery/delivery.ts";
import type { IssueRef } from "../delivery/subject.ts";

/**
 * Everything agents remember. Every method is idempotent, because a step that a crash interrupted runs again.
 * JSON that is stored loses NUL characters and lone surrogates, which Postgres refuses; they become U+FFFD.
 * @throws OSOrganicError from every method: `store_unavailable` when the database does not answer, `store_refused` when
 *   it answers that it will not: tables are missing, the key is wrong
 */
export interface Store {
  readonly conversations: ConversationStore;
  readonly contracts: ContractStore;
  readonly actions: ActionLog;
  readonly codeGenerations: CodeGenerationStore;
  readonly patches: PatchStore;
}

/** The state of every issue. */
export interface ConversationStore {
  /** The conversation of an issue, opened in status `analyzing` when there is none yet. */
  open(issue: IssueRef & { readonly issueId: number }): Promise<Conversation>;
  findByIssue(issue: IssueRef): Promise<Conversation | undefined>;
  findByPullRequest(pullRequest: IssueRef): Promise<Conversation | undefined>;
  findByBranch(repository: string, branch: string): Promise<Conversation | undefined>;
  /**
   * The only way to change a conversation: the new status, the facts that come with it, an audit row, and the next
   * agent's run when the work is handed over, all in one transaction.
   * @throws OSOrganicError `store_conflict` when the conversation is in another status than `from` or there is none,
   *   `transition_refused` when the lifecycle has no such step
   */
  advance(change: ConversationChange): Promise<Conversation>;
}

/** One change of one conversation. */
export interface ConversationChange {
  readonly conversationId: string;
  /** Makes a repeated call a no-op. Unique per conversation. */
  readonly key: string;
  /** Also tells which delivery caused a hand-over: a run's id begins with its delivery's. */
  readonly runId: string;
  /** Who changes it, as in {@link AgentAction}. */
  readonly agent: string;
  readonly from: ConversationStatus;
  readonly to: ConversationStatus;
  readonly analysis?: Analysis;
  readonly branch?: string;
  readonly pullRequestNumber?: number;
  /** Stored as the conversation's next revision. */
  readonly contract?: Omit<Contract, "revision">;
  /** Enqueues a delivery `hand-over.<agent>` on the same subject. */
  readonly handOverTo?: string;
}

/** The requirement contracts of all conversations. */
export interface ContractStore {
  latest(conversationId: string): Promise<Contract | undefined>;
}

/** One thing an agent did. Append-only. */
export interface AgentAction {
  readonly runId: string;
  /** Position within the run: what makes appending it twice a no-op. */
  readonly sequence: number;
  /** Undefined for actions before a conversation exists. */
  readonly conversationId: string | undefined;
  /** `product_owner`, `developer`, … */
  readonly agentType: string;
  readonly actionType: string;
  /** JSON. */
  readonly payload: unknown;
  /** Lower-case hex SHA-256 of what the action was given. @default that of the body of the run's delivery */
  readonly inputSha256?: string;
  /** Lower-case hex SHA-256 of what came out. @default that of the payload */
  readonly outputSha256?: string;
  /** The person or bot behind it. @default the sender of the run's delivery, or of the one that led to this hand-over */
  readonly triggeredBy?: Pick<Actor, "id" | "login">;
}

/** Where a chain of actions stands. */
export interface AuditHead {
  /** Actions in the chain. */
  readonly count: number;
  /** Lower-case hex SHA-256 of the last one, which holds that of the one before it, and so on. */
  readonly sha256: string;
}

/** The audit trail: one chain of hashes per conversation. Who shows its head outside of the store makes a cut tail visible. */
export interface ActionLog {
  append(action: AgentAction): Promise<void>;
  /** Where a conversation's chain stands; undefined when nothing was done yet. */
  head(conversationId: string): Promise<AuditHead | undefined>;
}

/** What the Developer made for one conversation: one row per pull request. */
export interface CodeGeneration {
  readonly conversationId: string;
  readonly runId: string;
  readonly pullRequestNumber: number | undefined;
  readonly filesChanged: readonly string[];
  readonly testsGenerated: readonly CriterionTests[];
  /** `needs_review`: proposed, but tests that were there had to change, so it is never merged without a human. */
  readonly status: "proven" | "proposed" | "needs_review" | Outcome["kind"];
}

/** Which tests show that one criterion holds. */
export interface CriterionTests {
  readonly criterionId: string;
  readonly tests: readonly string[];
}

/** The Developer's results. */
export interface CodeGenerationStore {
  /** Inserts, or replaces the row of the same run. */
  save(generation: CodeGeneration): Promise<void>;
  latest(conversationId: string): Promise<CodeGeneration | undefined>;
}

/** What one step changed in a workspace. */
export interface Patch {
  /** Position within the run, from 1, without gaps. */
  readonly sequence: number;
  /** Git's binary diff, with full object ids. */
  readonly diff: string;
  /** The tree after this patch, 40 hex digits: a rebuilt workspace must have exactly this one. */
  readonly tree: string;
}

/** Files do not survive a crash; patches do. */
export interface PatchStore {
  /** Inserts, or replaces the one at this position: a step that a crash interrupted may come to another result. */
  save(runId: string, patch: Patch): Promise<void>;
  /** All patches of a run, in order. */
  list(runId: string): Promise<readonly Patch[]>;
}
