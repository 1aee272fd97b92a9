import {
  type Actor,
  type Conversation,
  type ConversationStatus,
  hasPullRequest,
  type Issue,
  type Permission,
  statusLabels,
} from "@osorganicai/core";
import type { Trigger } from "./parse-trigger.ts";

/** All that decides whether an issue is analysed now. */
export interface Situation {
  readonly trigger: Trigger;
  readonly issue: Pick<Issue, "state" | "author">;
  readonly conversation: Pick<Conversation, "status" | "analysis" | "pullRequestNumber">;
  readonly sender: Actor | undefined;
  /** Of the sender; `none` when it does not matter. */
  readonly permission: Permission;
}

/** Pure: why an issue is not analysed now, in a sentence, or undefined when it is. */
export function reasonToWait(situation: Situation): string | undefined {
  const { trigger, issue, conversation } = situation;
  if (issue.state === "closed") return "The issue is closed.";
  if (hasPullRequest(conversation)) return "There is a pull request: the contract is settled.";
  switch (trigger.kind) {
    case "handed_over":
      return undefined;
    case "opened":
      return conversation.analysis ? "The issue was analysed already." : undefined;
    case "commented":
      if (!maySpeak(situation))
        return "Only the issue's author or somebody with write permission may answer.";
      if (isRead(trigger, conversation)) return "The comment was read together with those before it.";
      return mayBeAnalysedAgain(conversation.status) ? undefined : `Work is ${conversation.status} already.`;
    case "labeled":
      if (trigger.label !== statusLabels.needs_clarification) return "The label is no command.";
      if (!mayBeAnalysedAgain(conversation.status)) return `Work is ${conversation.status} already.`;
      return mayWrite(situation.permission)
        ? undefined
        : "Only somebody with write permission may set this label as a command.";
  }
}

/** Pure: whether a comment comes too late to count, and whoever wrote it should hear that. */
export function comesTooLate(situation: Situation): boolean {
  const { trigger, conversation } = situation;
  const built = hasPullRequest(conversation) || conversation.status === "in_development";
  return trigger.kind === "commented" && situation.issue.state === "open" && built && maySpeak(situation);
}

/** Who may start development, and change what is built. */
export function mayWrite(permission: Permission): boolean {
  return permission === "write" || permission === "maintain" || permission === "admin";
}

/** Before development begins, or once it needs a human. */
const analysable: ReadonlySet<ConversationStatus> = new Set([
  "analyzing",
  "needs_clarification",
  "ready_for_dev",
  "blocked",
  "failed",
  "cancelled",
]);

function mayBeAnalysedAgain(status: ConversationStatus): boolean {
  return analysable.has(status);
}

/** A comment that was written while another one was being answered, and was in time for it. */
function isRead(
  { commentId }: Extract<Trigger, { readonly kind: "commented" }>,
  { analysis }: Situation["conversation"],
): boolean {
  return analysis !== undefined && commentId <= analysis.last_comment_id;
}

function maySpeak({ sender, issue, permission }: Situation): boolean {
  return mayWrite(permission) || (sender !== undefined && sender.id === issue.author.id);
}
