import { setTimeout as pauseFor } from "node:timers/promises";
import {
  type ChangeSource,
  type Clock,
  type DeliverySource,
  type EffectLedger,
  type GitHub,
  type RateLimiter,
  type RepositoryCommit,
  systemClock,
} from "@osorganicai/core";
import { type CloneAccess, createCloneAccess } from "./clone-access.ts";
import { connect, type GitHubCredentials } from "./connect.ts";
import { createComment } from "./effects/comment.ts";
import { createCommit } from "./effects/commit.ts";
import { createLabel } from "./effects/label.ts";
import { createMarkReady } from "./effects/mark-ready.ts";
import { createMerge } from "./effects/merge.ts";
import { createOpenPullRequest } from "./effects/open-pull-request.ts";
import { createPerformEffect } from "./effects/perform-effect.ts";
import { type CodeReads, createCodeReads } from "./reads/code.ts";
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
  /** GitHub's limits, over all processes. @default none: this process alone is paced, towards api.github.com */
  readonly limiter?: RateLimiter;
  /**
   * Pauses between looks for a write whose answer was lost. GitHub's lists may be behind for their sum; what is unclear
   * after that is left to a human. @default [1000, 2000, 3000]
   */
  readonly settlePausesMs?: readonly number[];
  /** How long nobody else writes an effect whose writer gives no sign of life. @default 5000 */
  readonly holdMs?: number;
  /** @default the system's */
  readonly clock?: Clock;
  /** @default a timer */
  readonly pause?: (delayMs: number) => Promise<void>;
}

/** GitHub for agents, and what the composition needs beside it. */
export interface GitHubAdapter extends GitHub {
  /** Address and credentials of a git clone. */
  cloneAccess(repository: string): Promise<CloneAccess>;
  /** The files of one commit without git: a request for the tree, and one for each file. Nothing is asked before it is read. */
  codeReads(at: RepositoryCommit): CodeReads;
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
  limiter,
  settlePausesMs = [1000, 2000, 3000],
  holdMs = 5000,
  clock = systemClock,
  pause = pauseFor,
}: GitHubOptions): GitHubAdapter {
  const patience = limiter && { limiter, pause };
  const connection = connect({ credentials, baseUrl, timeoutMs, patience });
  const issues = createIssueReads(connection);
  const pullRequests = createPullRequestReads(connection);
  const perform = createPerformEffect({ effects, clock, settlePausesMs, holdMs, pause });
  return {
    ...issues,
    ...pullRequests,
    ...createRepositoryReads(connection),
    comment: createComment(connection, perform, effects),
    label: createLabel(connection, perform),
    commit: createCommit(connection, perform),
    openPullRequest: createOpenPullRequest(connection, perform, {
      effects,
      readPullRequest: pullRequests.pullRequest,
    }),
    markReadyForReview: createMarkReady(connection, perform, pullRequests.pullRequest),
    merge: createMerge(connection, perform, pullRequests.pullRequest),
    cloneAccess: createCloneAccess(connection, baseUrl),
    codeReads: createCodeReads(connection),
    deliverySources: () => findDeliverySources(connection, repositories),
    changes: createChangeSource(connection, repositories),
  };
}
