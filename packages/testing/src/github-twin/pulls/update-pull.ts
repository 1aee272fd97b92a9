import type { Account } from "../accounts/create-accounts.ts";
import { validationFailed } from "../api/api-failure.ts";
import { reactToPull } from "../automation/react.ts";
import { readRef } from "../git/refs.ts";
import { publishIssueChanges } from "../issues/publish-issue-changes.ts";
import type { PullJson } from "../json.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";
import { readPull } from "./read-pull.ts";

/** What somebody wants to change of a pull request that exists. */
export interface PullUpdate {
  readonly number: number;
  readonly changes: {
    readonly title?: unknown;
    readonly body?: unknown;
    readonly state?: unknown;
    readonly base?: unknown;
    /** Names; all others go. */
    readonly labels?: unknown;
  };
  readonly sender: Account;
}

/** Changes a pull request and tells of it. @throws ApiFailure 422 when it cannot be opened again */
export async function updatePull(
  twin: Twin,
  repository: TwinRepository,
  update: PullUpdate,
): Promise<PullJson> {
  const { number, changes, sender } = update;
  const before = await requirePull(twin, repository, number);
  const record = await moveRecord(repository, number, changes);
  const { title, body, state, base, labels } = changes;
  const path = `/repos/${repository.fullName}`;
  await twin.emulator.ask("PATCH", `${path}/pulls/${number}`, { title, body, state, base });
  if (labels !== undefined) await twin.emulator.ask("PUT", `${path}/issues/${number}/labels`, { labels });
  repository.pulls.set(number, record);
  const after = await requirePull(twin, repository, number);
  await publishIssueChanges(twin, repository, { kind: "pull_request", before, after, sender });
  if (before.state === "closed" && after.state === "open")
    reactToPull(twin, repository, { record, action: "reopened", sender });
  return after;
}

/** What git has to know of the change; nothing is written yet. */
async function moveRecord(
  repository: TwinRepository,
  number: number,
  { state, base }: PullUpdate["changes"],
): Promise<PullRecord> {
  const record = repository.pulls.get(number) as PullRecord;
  const reopened = state === "open" && record.state === "closed";
  const next = state === "open" || state === "closed" ? state : record.state;
  const baseRef = typeof base === "string" ? base : record.baseRef;
  if (next === "closed") return { ...record, state: next };
  const head = await readRef(repository.git, `refs/heads/${record.headRef}`);
  const tip = await readRef(repository.git, `refs/heads/${baseRef}`);
  if (tip === undefined) throw validationFailed({ resource: "PullRequest", field: "base", code: "invalid" });
  if (reopened && (head === undefined || record.mergeSha !== undefined))
    throw validationFailed({ resource: "PullRequest", field: "state", code: "invalid" });
  return { ...record, state: next, baseRef, headSha: head ?? record.headSha, baseSha: tip };
}

async function requirePull(twin: Twin, repository: TwinRepository, number: number): Promise<PullJson> {
  const pull = await readPull(twin, repository, number);
  if (!pull) throw new Error(`${repository.fullName} has no pull request ${number}.`);
  return pull;
}
