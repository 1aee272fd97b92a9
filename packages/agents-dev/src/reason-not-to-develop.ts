import {
  type Conversation,
  type ConversationStatus,
  hasPullRequest,
  type Issue,
  type Outcome,
  type Permission,
} from "@osorganicai/core";

/** All that decides whether development starts. */
export interface Situation {
  /** By another agent, as opposed to a human's label. */
  readonly handedOver: boolean;
  readonly issue: Pick<Issue, "state">;
  readonly conversation: Pick<Conversation, "status" | "pullRequestNumber">;
  /** Of who set the label. */
  readonly permission: Permission;
}

/** Pure: why development does not start, or undefined when it does. */
export function reasonNotToDevelop({
  handedOver,
  issue,
  conversation,
  permission,
}: Situation): Outcome | undefined {
  const { status } = conversation;
  if (!handedOver && !["write", "maintain", "admin"].includes(permission))
    return wait("Only somebody with write permission may start development by a label.");
  if (issue.state === "closed") return wait("The issue is closed.");
  if (handedOver && status !== "ready_for_dev") return wait(`The conversation is ${status} by now.`);
  if (["in_development", "in_review", "merged", "deployed"].includes(status))
    return wait(`Work is ${status} already.`);
  if (hasPullRequest(conversation))
    return {
      kind: "blocked",
      reason: `Pull request #${conversation.pullRequestNumber} is open for this issue. Push to its branch, or close it and delete its branch, then set the label again.`,
    };
  return undefined;
}

/** Whether the latest contract says what is wanted now; not while the Product Owner asks again. */
export function isContractCurrent(status: ConversationStatus): boolean {
  return status !== "analyzing" && status !== "needs_clarification";
}

function wait(reason: string): Outcome {
  return { kind: "nothing_to_do", reason };
}
