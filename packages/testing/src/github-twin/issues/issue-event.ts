import { systemClock } from "@osorganicai/core";
import type { JsonObject, LabelJson, UserJson } from "../json.ts";

/** What somebody did to an issue or pull request, as its timeline keeps it. */
export interface IssueEvent {
  readonly id: number;
  /** Of the issue. */
  readonly number: number;
  readonly event: "labeled" | "unlabeled";
  readonly actor: UserJson;
  readonly label: LabelJson;
  /** ISO 8601. */
  readonly at: string;
}

/** A new event, now. */
export function createIssueEvent(facts: Omit<IssueEvent, "at">): IssueEvent {
  return { ...facts, at: systemClock.now().toISOString() };
}

/** As GitHub shows it. https://docs.github.com/rest/using-the-rest-api/issue-event-types#labeled */
export function issueEventJson(event: IssueEvent, url: string): JsonObject {
  return {
    id: event.id,
    node_id: Buffer.from(`0:IssueEvent${event.id}`).toString("base64url"),
    url: `${url}/${event.id}`,
    actor: event.actor,
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.at,
    label: { name: event.label.name, color: event.label["color"] ?? "ededed" },
    performed_via_github_app: null,
  };
}
