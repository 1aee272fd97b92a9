import type { components } from "@octokit/openapi-webhooks-types";
import {
  type Actor,
  type Delivery,
  isMarkedComment,
  type Route,
  statusLabels,
  type Untrusted,
} from "@osorganicai/core";

/**
 * Everything an instance reacts to; first match wins. Events of issues come from people: what we or other bots do
 * there triggers nothing, or we would answer ourselves for ever. Events of checks and deployments come from bots.
 *
 * With a personal access token we and its owner are one account: what that account opens or says is the owner's unless
 * it carries our marker; what it labels is ours.
 */
export const routes: readonly Route[] = [
  { on: "issues.opened", when: byPerson, run: "productOwner" },
  { on: "issues.labeled", when: all(byOther, labelIs(statusLabels.ready_for_dev)), run: "developer" },
  { on: "issues.labeled", when: byOther, run: "productOwner" },
  { on: "issue_comment.created", when: all(byPerson, notWrittenByUs, onIssue), run: "productOwner" },

  { on: "hand-over.productOwner", run: "productOwner" },
  { on: "hand-over.developer", run: "developer" },
  { on: "hand-over.ci", run: "ci" },

  { on: "pull_request.opened", about: "commit", run: "ci" },
  { on: "pull_request.synchronize", about: "commit", run: "ci" },
  { on: "check_run.completed", about: "commit", run: "ci" },
  { on: "check_suite.completed", about: "commit", run: "ci" },
  { on: "status", about: "commit", run: "ci" },

  { on: "pull_request.closed", about: "commit", run: "deployment" },
  { on: "deployment_status.created", about: "commit", run: "deployment" },
];

type Condition = NonNullable<Route["when"]>;
type Schemas = components["schemas"];

/** Own and foreign bots never trigger, by account type and by id, not by name. */
function byPerson({ sender }: Delivery, self: Actor): boolean {
  if (sender === undefined || sender.type === "Bot") return false;
  return self.type !== "Bot" || sender.id !== self.id;
}

/** A person whose account is not ours. */
function byOther(delivery: Delivery, self: Actor): boolean {
  return byPerson(delivery, self) && delivery.sender?.id !== self.id;
}

function notWrittenByUs({ sender, payload }: Delivery, self: Actor): boolean {
  const { comment } = payload as Untrusted<Schemas["webhook-issue-comment-created"]>;
  const body = comment?.body;
  return sender?.id !== self.id || typeof body !== "string" || !isMarkedComment(body);
}

function labelIs(wanted: string | undefined): Condition {
  return ({ payload }) => (payload as Untrusted<Schemas["webhook-issues-labeled"]>).label?.name === wanted;
}

/** GitHub sends comments on pull requests under the same event. */
function onIssue({ payload }: Delivery): boolean {
  const { issue } = payload as Untrusted<Schemas["webhook-issue-comment-created"]>;
  return issue?.pull_request === undefined;
}

function all(...conditions: readonly Condition[]): Condition {
  return (delivery, self) => conditions.every((condition) => condition(delivery, self));
}
