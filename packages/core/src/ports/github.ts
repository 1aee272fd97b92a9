import type { RunContext } from "../agent/run-context.ts";
import type { ChangeSet } from "../change-set/change-set.ts";
import type { Actor } from "../delivery/delivery.ts";
import type { IssueRef } from "../delivery/subject.ts";
import type { AuditHead } from "./store.ts";

/** An issue as agents see it. */
export interface Issue extends IssueRef {
  readonly id: number;
  readonly title: string;
  /** Empty when the author wrote none. */
  readonly body: string;
  readonly author: Actor;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
}

/** A comment on an issue or pull request. */
export interface IssueComment {
  readonly id: number;
  readonly author: Actor;
  readonly body: string;
  readonly url: string;
}

/** A pull request as agents see it. */
export interface PullRequest extends IssueRef {
  readonly nodeId: string;
  readonly url: string;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly merged: boolean;
  readonly draft: boolean;
  readonly branch: string;
  readonly baseBranch: string;
  readonly headSha: string;
  readonly mergeSha: string | undefined;
}

/** One check run or commit status of a commit. */
export interface Check {
  readonly name: string;
  readonly state: "pending" | "success" | "failure";
  /** What it reported, cut to a readable length. */
  readonly summary: string;
  readonly url: string | undefined;
}

/**
 * What one App checks on a commit: its check runs together. GitHub Actions has one suite per workflow run, and it stands
 * before the check runs of jobs that wait for others.
 */
export interface CheckSuite {
  /** Slug of the App: `github-actions`, … */
  readonly app: string;
  readonly state: Check["state"];
  /** How many check runs there are by now. GitHub opens suites without any for Apps that may never report. */
  readonly runs: number;
}

/** Where a commit was deployed to. */
export interface Deployment {
  /** `Preview`, `Production`, … */
  readonly environment: string;
  /** Whether users are served there, see {@link isProduction}. */
  readonly production: boolean;
  /**
   * Of the latest status but `inactive`: GitHub says that of a preview as soon as another pull request's has succeeded,
   * while both run. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status
   */
  readonly state: "pending" | "success" | "failure";
  /** Of the environment, not of a log. Undefined until it runs, and where there is nothing to open. */
  readonly url: string | undefined;
  /** What the deployer said with the latest status; empty when nothing. */
  readonly description: string;
}

/** What somebody may do in a repository. */
export type Permission = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** The project's files at one commit, for whoever has no workspace. */
export interface RepositorySnapshot {
  readonly commit: string;
  readonly paths: readonly string[];
}

/**
 * GitHub, reduced to what agents may ask and do.
 *
 * Reads tell what is there now. Effects are durable steps that happen exactly once in their run: written down, looked
 * for, written, read back, settled; asking for the same effect again gives the first result. Another run that wants the
 * same effect finds it on GitHub and adopts it. No write is retried blindly.
 * @throws OSOrganicError `github_unavailable`, `github_rate_limited`, `github_forbidden`, `github_not_found`,
 *   `github_conflict` from every method; `effect_uncertain`, `effect_in_progress` from every effect
 */
export interface GitHub {
  /** Who we are on GitHub: whose deliveries must never trigger us. */
  self(): Promise<Actor>;
  issue(issue: IssueRef): Promise<Issue>;
  /**
   * Oldest first.
   * @param known.including id of a comment that was heard of: a list may be behind and lack it. One that was deleted is left out.
   */
  comments(issue: IssueRef, known?: { readonly including?: number }): Promise<readonly IssueComment[]>;
  /** The rights of a login, `none` when the account behind it has not this id (logins can be reused). */
  permission(repository: string, actor: Pick<Actor, "id" | "login">): Promise<Permission>;
  /** The repository's default branch. */
  defaultBranch(repository: string): Promise<string>;
  /** The branch's commit, or undefined when there is no such branch (or the repository is empty). */
  branchHead(repository: string, branch: string): Promise<string | undefined>;
  snapshot(repository: string, commit: string): Promise<RepositorySnapshot>;
  /** A text file at a commit, or undefined when there is none. */
  fileContent(repository: string, commit: string, path: string): Promise<string | undefined>;
  pullRequest(pullRequest: IssueRef): Promise<PullRequest>;
  /** The pull requests that brought a commit in or have it as head; those of forks are left out. None for what GitHub does not know. */
  pullRequestsOf(repository: string, commit: string): Promise<readonly PullRequest[]>;
  /** Every check run and commit status of a commit; empty when nothing has reported yet. */
  checks(repository: string, commit: string): Promise<readonly Check[]>;
  /** Every check suite of a commit: what is still to come, where `checks` tells what has reported. */
  checkSuites(repository: string, commit: string): Promise<readonly CheckSuite[]>;
  /** Every deployment of a commit, newest first. */
  deployments(repository: string, commit: string): Promise<readonly Deployment[]>;

  /** Writes one comment, or edits it in place when the same key has another body by now. */
  comment(
    context: RunContext,
    issue: IssueRef,
    comment: { readonly key: string; readonly body: string },
  ): Promise<IssueComment>;
  /** Adds and removes labels; missing ones are created, absent ones skipped. */
  label(
    context: RunContext,
    issue: IssueRef,
    labels: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<void>;
  /**
   * One commit on a new branch. Adopts the branch when it already holds exactly this tree on this base.
   * @throws OSOrganicError `change_set_refused`
   */
  commit(context: RunContext, commit: CommitRequest): Promise<{ readonly sha: string }>;
  /** One pull request per branch. Adopts an open one. */
  openPullRequest(context: RunContext, request: PullRequestRequest): Promise<PullRequest>;
  markReadyForReview(context: RunContext, pullRequest: IssueRef): Promise<void>;
  /** Merges only if the head is still the one that was checked. @returns the merge commit */
  merge(
    context: RunContext,
    pullRequest: IssueRef,
    request: { readonly headSha: string },
  ): Promise<{ readonly sha: string }>;
}

/** A commit through GitHub's API, without a git client. */
export interface CommitRequest {
  readonly repository: string;
  readonly branch: string;
  /** 40 hex digits. */
  readonly baseCommit: string;
  readonly message: string;
  /** Asked for only when the commit is not known to be there; checked against the change-set policy. */
  readonly changeSet: () => Promise<ChangeSet>;
}

/** A draft pull request. */
export interface PullRequestRequest {
  readonly repository: string;
  readonly branch: string;
  readonly baseBranch: string;
  readonly title: string;
  readonly body: string;
  /** The issue that merging closes. Text never does: closing references in title and body are neutralised. */
  readonly closes?: number;
  /** Where the conversation's audit trail stood; written into the body, hidden, for `osorganicai audit verify`. */
  readonly audit?: AuditHead;
}
