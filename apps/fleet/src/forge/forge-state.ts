import type { Repositories } from "./repositories.ts";

/** A pull request on the forge. */
export interface PullRequest {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Branch it wants to merge. */
  readonly head: string;
  readonly base: string;
  readonly state: "open" | "closed";
  readonly merged: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** All that the forge remembers beside its git repositories. */
export interface ForgeState {
  readonly repositories: Repositories;
  readonly pullRequests: PullRequest[];
  readonly comments: { readonly id: number; readonly issue: number; readonly user: object; body: string }[];
  readonly statuses: CommitStatus[];
  /** `GET /nobody/knows`: requests that nothing answers, so that a story can say there were none. */
  readonly unknown: string[];
  /** The next number or id. */
  next(): number;
}

/** What a bot says of a commit. */
interface CommitStatus {
  readonly sha: string;
  readonly context: string;
  readonly status: string;
  readonly created_at: string;
}
