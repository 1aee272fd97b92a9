import { OSOrganicError, type OwnRoute, type Route } from "@osorganicai/core";
import { all, byOther, byPerson, type Condition, notWrittenByUs } from "./conditions.ts";
import { routes } from "./routes.ts";

/**
 * The whole table of a child: its routes that want to be first, ours, and its others.
 * @throws OSOrganicError `config_invalid` for a route that would never be reached
 */
export function addOwnRoutes(own: readonly OwnRoute[]): readonly Route[] {
  for (const [index, route] of own.entries()) refuseUnreachable(route, index);
  return [
    ...own.filter(({ first }) => first).map(toRoute),
    ...routes,
    ...own.filter(({ first }) => !first).map(toRoute),
  ];
}

/** Of what a built-in route takes from everybody who may start an agent at all, nothing is left for later routes. */
function refuseUnreachable({ on, first }: OwnRoute, index: number): void {
  const taken = on !== "issue_comment.created" && routes.some((route) => route.on === on);
  if (first || !taken) return;
  throw new OSOrganicError(
    "config_invalid",
    `osorganicai.config.ts is not valid.\n  - routes.${index}: a built-in route takes every ${on}, so this one would never be asked. ` +
      "Write first: true to have it asked before, with a when that leaves to ours what is theirs.",
  );
}

function toRoute({ first: _first, when, ...route }: OwnRoute): Route {
  const conditions = [startedByPerson(route.on), when].filter((condition) => condition !== undefined);
  return conditions.length > 0 ? { ...route, when: all(...conditions) } : route;
}

/** Events of conversations, in which agents take part: an answer to an answer would never end. */
const conversational = [
  "issues",
  "issue_comment",
  "commit_comment",
  "discussion",
  "discussion_comment",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_review_thread",
];

/** As our own routes ask; undefined: whoever did it. */
function startedByPerson(on: string): Condition | undefined {
  const [event = "", action] = on.split(".");
  if (!conversational.includes(event)) return undefined;
  const opens = event === "issues" && action === "opened";
  // With a personal access token its owner's words are told from ours by a marker; what that account does otherwise is ours.
  if (opens) return byPerson;
  return event === "issue_comment" ? all(byPerson, notWrittenByUs) : byOther;
}
