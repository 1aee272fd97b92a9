import { type Delivery, eventKey, OSOrganicError } from "@osorganicai/core";

/** Why the Product Owner runs. */
export type Trigger =
  | { readonly kind: "opened" }
  | { readonly kind: "commented"; readonly commentId: number }
  | { readonly kind: "labeled"; readonly label: string }
  /** Another agent wants a contract and nobody is to be asked. */
  | { readonly kind: "handed_over" };

/** The one place that knows the names of events and where GitHub keeps the label. */
export function parseTrigger(delivery: Delivery): Trigger {
  switch (eventKey(delivery)) {
    case "issues.opened":
      return { kind: "opened" };
    case "issue_comment.created":
      return { kind: "commented", commentId: commentIdOf(delivery) };
    case "issues.labeled":
      return { kind: "labeled", label: labelOf(delivery) };
    case "hand-over.productOwner":
      return { kind: "handed_over" };
    default:
      throw new OSOrganicError(
        "malformed_delivery",
        `The Product Owner does not know what to do with ${eventKey(delivery)}. Correct the routes.`,
      );
  }
}

function commentIdOf({ payload }: Delivery): number {
  const { id } = (payload["comment"] ?? {}) as { id?: unknown };
  return typeof id === "number" ? id : 0;
}

function labelOf({ payload }: Delivery): string {
  const { name } = (payload["label"] ?? {}) as { name?: unknown };
  return typeof name === "string" ? name : "";
}
