import type { components } from "@octokit/openapi-webhooks-types";
import { type Actor, type Delivery, isMarkedComment, type Route, type Untrusted } from "@osorganicai/core";

/** When a route applies. */
export type Condition = NonNullable<Route["when"]>;

type Schemas = components["schemas"];

/** Own and foreign bots never trigger, by account type and by id, not by name. */
export function byPerson({ sender }: Delivery, self: Actor): boolean {
  if (sender === undefined || sender.type === "Bot") return false;
  return self.type !== "Bot" || sender.id !== self.id;
}

/** A person whose account is not ours. */
export function byOther(delivery: Delivery, self: Actor): boolean {
  return byPerson(delivery, self) && delivery.sender?.id !== self.id;
}

/** With a personal access token our comments come from a person's account; our marker tells them apart. */
export function notWrittenByUs({ sender, payload }: Delivery, self: Actor): boolean {
  const { comment } = payload as Untrusted<Schemas["webhook-issue-comment-created"]>;
  const body = comment?.body;
  return sender?.id !== self.id || typeof body !== "string" || !isMarkedComment(body);
}

/** GitHub sends comments on pull requests under the same event. */
export function onIssue({ payload }: Delivery): boolean {
  const { issue } = payload as Untrusted<Schemas["webhook-issue-comment-created"]>;
  return issue?.pull_request === undefined;
}

/** Every one of them applies. */
export function all(...conditions: readonly Condition[]): Condition {
  return (delivery, self) => conditions.every((condition) => condition(delivery, self));
}
