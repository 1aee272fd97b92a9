import type { Octokit } from "@octokit/rest";

/** One repository, as what was changed there is asked for. */
export interface ChangedRepository {
  readonly octokit: Octokit;
  readonly name: { readonly owner: string; readonly repo: string };
  readonly since: Date;
}

/** Something that happened, and when. */
export interface Change {
  /** ISO 8601. */
  readonly at: string;
  /** Short, and the same whenever it is found: `comment-17`. */
  readonly key: string;
  readonly event: string;
  readonly action: string;
  /** The payload's field that tells these things apart, and GitHub's id of this one. */
  readonly field: string;
  readonly id: number;
  /** Beside `action`, `repository` and `installation`. */
  readonly payload: Readonly<Record<string, unknown>>;
}
