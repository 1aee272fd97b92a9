import type { ChangeSource, DeliverySource, EffectLedger, GitHub } from "@osorganicai/core";
import { type CloneAccess, createCloneAccess } from "./clone-access.ts";
import { connect, type GitHubCredentials } from "./connect.ts";
import { createComment } from "./effects/comment.ts";
import { createCommit } from "./effects/commit.ts";
import { createLabel } from "./effects/label.ts";
import { createMarkReady } from "./effects/mark-ready.ts";
import { createMerge } from "./effects/merge.ts";
import { createOpenPullRequest } from "./effects/open-pull-request.ts";
import { createPerformEffect } from "./effects/perform-effect.ts";
import { createIssueReads } from "./reads/issues.ts";
import { createPullRequestReads } from "./reads/pull-requests.ts";
import { createRepositoryReads } from "./reads/repositories.ts";
import { createChangeSource } from "./sweep/create-change-source.ts";
import { findDeliverySources } from "./sweep/find-delivery-sources.ts";

/** What the adapter needs. */
export interface GitHubOptions {
  readonly credentials: GitHubCredentials;
  readonly effects: EffectLedger;
  /**
   * `owner/name`: where a personal token looks for webhooks whose deliveries were missed; it needs the right to administer
   * them. An App knows where it is installed. @default none
   */
  readonly repositories?: readonly string[];
  /** @default "https://api.github.com" */
  readonly baseUrl?: string;
  /** Longest wait for one request. @default 30_000 */
  readonly timeoutMs?: number;
}

/** GitHub for agents, and what the composition needs beside it. */
export interface GitHubAdapter extends GitHub {
  /** Address and credentials of a git clone. */
  cloneAccess(repository: string): Promise<CloneAccess>;
  /** The logs of every webhook that may lead to us: the App's own, or those of `repositories`. */
  deliverySources(): Promise<readonly DeliverySource[]>;
  /** What happened, for times of which there is no log any more. */
  readonly changes: ChangeSource;
}

/** GitHub over its REST and GraphQL APIs. Nothing is sent before the first call. */
export function createGitHub({
  credentials,
  effects,
  repositories = [],
  baseUrl = "https://api.github.com",
  timeoutMs = 30_000,
}: GitHubOptions): GitHubAdapter {
  const connection = connect({ credentials, baseUrl, timeoutMs });
  const issues = createIssueReads(connection);
  const pullRequests = createPullRequestReads(connection);
  const perform = createPerformEffect(effects);
  return {
    ...issues,
    ...pullRequests,
    ...createRepositoryReads(connection),
    comment: createComment(connection, perform, issues.comments),
    label: createLabel(connection, perform),
    commit: createCommit(connection, perform),
    openPullRequest: createOpenPullRequest(connection, perform),
    markReadyForReview: createMarkReady(connection, perform, pullRequests.pullRequest),
    merge: createMerge(connection, perform, pullRequests.pullRequest),
    cloneAccess: createCloneAccess(connection, baseUrl),
    deliverySources: () => findDeliverySources(connection, repositories),
    changes: createChangeSource(connection, repositories),
  };
}
