import type { Account } from "../accounts/create-accounts.ts";

/** What somebody says about a commit. */
export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: string;
}

/** The newest of each context, newest first. */
export function latestStatuses(statuses: readonly CommitStatus[]): readonly CommitStatus[] {
  const latest = new Map(statuses.map((status) => [status.context, status]));
  return [...latest.values()].reverse();
}

/** https://docs.github.com/rest/commits/statuses#get-the-combined-status-for-a-specific-reference */
export function combinedState(latest: readonly CommitStatus[]): CommitStatus["state"] {
  if (latest.some(({ state }) => state === "failure" || state === "error")) return "failure";
  return latest.length === 0 || latest.some(({ state }) => state === "pending") ? "pending" : "success";
}
