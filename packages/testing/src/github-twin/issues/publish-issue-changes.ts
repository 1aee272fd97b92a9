import type { Account } from "../accounts/create-accounts.ts";
import type { IssueJson, JsonObject, LabelJson, PullJson } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import { createIssueEvent, type IssueEvent } from "./issue-event.ts";

/** An issue or pull request that somebody may have changed. */
export interface IssueChange {
  /** Names the event and the payload's field. */
  readonly kind: "issue" | "pull_request";
  readonly before: IssueJson | PullJson;
  readonly after: IssueJson | PullJson;
  readonly sender: Account;
}

/** Tells every difference between two states of an issue or pull request: text, labels, open or closed. */
export async function publishIssueChanges(
  twin: Twin,
  repository: TwinRepository,
  change: IssueChange,
): Promise<void> {
  const { before, after } = change;
  const edited = (["title", "body"] as const).filter((field) => before[field] !== after[field]);
  if (edited.length > 0) {
    const changes = Object.fromEntries(edited.map((field) => [field, { from: before[field] ?? "" }]));
    await publish(twin, repository, { ...change, action: "edited", facts: { changes } });
  }
  await publishLabelChanges(twin, repository, change);
  if (before.state === after.state) return;
  const action = after.state === "closed" ? "closed" : "reopened";
  await publish(twin, repository, { ...change, action, facts: {} });
}

/** Notes and tells which labels came and went; one event each. */
export async function publishLabelChanges(
  twin: Twin,
  repository: TwinRepository,
  change: IssueChange,
): Promise<void> {
  const { before, after, sender } = change;
  const tell = async (event: IssueEvent["event"], label: LabelJson): Promise<void> => {
    const happened = { id: twin.nextId(), number: after.number, event, actor: sender.json, label };
    repository.issueEvents.push(createIssueEvent(happened));
    await publish(twin, repository, { ...change, action: event, facts: { label } });
  };
  for (const label of without(before.labels, after.labels)) await tell("unlabeled", label);
  for (const label of without(after.labels, before.labels)) await tell("labeled", label);
}

function publish(
  twin: Twin,
  repository: TwinRepository,
  {
    kind,
    after,
    sender,
    action,
    facts,
  }: IssueChange & { readonly action: string; readonly facts: JsonObject },
): Promise<void> {
  const subject = kind === "issue" ? { issue: after } : { number: after.number, pull_request: after };
  const event = kind === "issue" ? "issues" : "pull_request";
  return publishEvent(twin, repository, { sender, event, action, payload: { ...subject, ...facts } });
}

function without(labels: readonly LabelJson[], others: readonly LabelJson[]): readonly LabelJson[] {
  return labels.filter(({ id }) => !others.some((other) => other.id === id));
}
