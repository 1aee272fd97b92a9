import type { components } from "@octokit/openapi-webhooks-types";
import { type Delivery, eventKey, OSOrganicError, type Untrusted } from "@osorganicai/core";

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

type Schemas = components["schemas"];

function commentIdOf({ payload }: Delivery): number {
  const { comment } = payload as Untrusted<Schemas["webhook-issue-comment-created"]>;
  return typeof comment?.id === "number" ? comment.id : 0;
}

function labelOf({ payload }: Delivery): string {
  const { label } = payload as Untrusted<Schemas["webhook-issues-labeled"]>;
  return typeof label?.name === "string" ? label.name : "";
}
