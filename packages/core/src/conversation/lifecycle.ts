import { OSOrganicError } from "../errors.ts";

/** Where a conversation stands, from opened to deployed. */
export type ConversationStatus =
  | "analyzing"
  | "needs_clarification"
  | "ready_for_dev"
  | "in_development"
  | "in_review"
  | "merged"
  | "deployed"
  | "blocked"
  | "paused"
  | "cancelled"
  | "failed";

/** The whole lifecycle: from where to where. What is not here cannot happen. */
const transitions: Readonly<Record<ConversationStatus, readonly ConversationStatus[]>> = {
  analyzing: ["needs_clarification", "ready_for_dev", "blocked", "paused", "cancelled", "failed"],
  needs_clarification: ["analyzing", "ready_for_dev", "blocked", "paused", "cancelled", "failed"],
  ready_for_dev: ["in_development", "analyzing", "blocked", "paused", "cancelled", "failed"],
  in_development: ["in_review", "blocked", "paused", "cancelled", "failed"],
  in_review: ["in_development", "merged", "blocked", "paused", "cancelled", "failed"],
  merged: ["deployed", "blocked", "failed"],
  deployed: [],
  // A human who mends the cause starts again from the label or a comment.
  blocked: ["analyzing", "ready_for_dev", "in_development", "in_review", "merged", "cancelled"],
  paused: ["analyzing", "ready_for_dev", "in_development", "in_review", "cancelled"],
  cancelled: ["analyzing", "in_development"],
  failed: ["analyzing", "ready_for_dev", "in_development", "in_review", "merged", "cancelled"],
};

/** Whether a conversation may go from one status to another. Staying is always allowed. */
export function canTransition(from: ConversationStatus, to: ConversationStatus): boolean {
  return from === to || transitions[from].includes(to);
}

/** Whether a pull request of the conversation counts: once a human closed it, work may begin anew. */
export function hasPullRequest({
  status,
  pullRequestNumber,
}: {
  readonly status: ConversationStatus;
  readonly pullRequestNumber: number | undefined;
}): boolean {
  return pullRequestNumber !== undefined && status !== "cancelled";
}

/**
 * Refuses what the lifecycle does not have.
 * @throws OSOrganicError `transition_refused` when there is no step from `from` to `to`
 */
export function assertTransition(from: ConversationStatus, to: ConversationStatus): void {
  if (canTransition(from, to)) return;
  const allowed = transitions[from].join(", ") || "nothing: it is an end";
  throw new OSOrganicError(
    "transition_refused",
    `A conversation cannot go from ${from} to ${to}. From ${from} it may go to ${allowed}.`,
  );
}

/** Labels are a shadow of the database, and every label of ours is listed here. */
export const statusLabels: Readonly<Partial<Record<ConversationStatus, string>>> = {
  needs_clarification: "needs-clarification",
  ready_for_dev: "ready-for-dev",
  in_development: "in-development",
  in_review: "in-review",
  deployed: "deployed",
  blocked: "blocked",
  failed: "failed",
};

/** The label a status shows, and those of ours it must not show. */
export function labelsFor(status: ConversationStatus): {
  readonly add: readonly string[];
  readonly remove: readonly string[];
} {
  const label = statusLabels[status];
  return {
    add: label ? [label] : [],
    remove: Object.values(statusLabels).filter((other) => other !== label),
  };
}
