import type { IssueComment, PullRequestRequest } from "@osorganicai/core";
import type { InstanceGitHub } from "@osorganicai/instance";
import { createLocalEffects } from "./local-effects.ts";
import { createLocalReads } from "./local-reads.ts";
import type { LocalRepository } from "./local-repository.ts";
import { type LocalState, person, writeComment } from "./local-state.ts";
import type { LocalIssue } from "./read-issue.ts";

/** What a local run is about. */
export interface LocalGitHubOptions {
  readonly repository: LocalRepository;
  readonly issue: LocalIssue;
  /** A folder of ours. */
  readonly home: string;
}

/** A repository of this machine in GitHub's place, and what was done there. */
export interface LocalGitHub {
  readonly port: InstanceGitHub;
  /** What the person says on the issue. */
  say(body: string): IssueComment;
  /** What would have been proposed on GitHub. */
  proposed(): (PullRequestRequest & { readonly commit: string }) | undefined;
  /** Removes the branch again that was made, unless somebody has moved it since. */
  undo(): Promise<void>;
}

/** GitHub's port over a local repository: one issue, whose thread and labels are in memory; a commit is a new branch. */
export function createLocalGitHub(options: LocalGitHubOptions): LocalGitHub {
  const state: LocalState = {
    ...options,
    thread: [],
    labels: new Set(),
    writing: undefined,
    made: undefined,
    request: undefined,
  };
  const { git } = options.repository;
  return {
    port: { ...createLocalReads(state), ...createLocalEffects(state) },
    say: (body) => writeComment(state, person, body),
    proposed: () => state.request && state.made && { ...state.request, commit: state.made.sha },
    async undo() {
      await state.writing?.catch(() => {});
      const { made } = state;
      if (made) await git(["update-ref", "-d", `refs/heads/${made.branch}`, made.sha]).catch(() => {});
    },
  };
}
