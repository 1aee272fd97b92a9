import {
  type Actor,
  type Conversation,
  type ConversationStatus,
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
  if (conversation.pullRequestNumber !== undefined)
    return "A pull request is open: what is said there counts.";
  switch (trigger.kind) {
    case "handed_over":
      return undefined;
    case "opened":
      return conversation.analysis ? "The issue was analysed already." : undefined;
    case "commented":
      if (!waitsForHuman(conversation.status)) return "Nobody was asked anything.";
      return isAuthor(situation) || mayWrite(situation)
        ? undefined
        : "Only the issue's author or somebody with write permission may answer.";
    case "labeled":
      if (trigger.label !== statusLabels.needs_clarification) return "The label is no command.";
      if (!mayBeAnalysedAgain(conversation.status)) return `Work is ${conversation.status} already.`;
      return mayWrite(situation)
        ? undefined
        : "Only somebody with write permission may set this label as a command.";
  }
}

function waitsForHuman(status: ConversationStatus): boolean {
  return status === "needs_clarification" || status === "blocked" || status === "failed";
}

function mayBeAnalysedAgain(status: ConversationStatus): boolean {
  return status === "analyzing" || status === "ready_for_dev" || waitsForHuman(status);
}

function isAuthor({ sender, issue }: Situation): boolean {
  return sender !== undefined && sender.id === issue.author.id;
}

function mayWrite({ permission }: Situation): boolean {
  return permission === "write" || permission === "maintain" || permission === "admin";
}
