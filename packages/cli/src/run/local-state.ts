import type { Actor, IssueComment, PullRequestRequest } from "@osorganicai/core";
import type { LocalRepository } from "./local-repository.ts";
import type { LocalIssue } from "./read-issue.ts";

/** The person at this machine: may do everything in their own repository. */
export const person: Actor = { id: 1, login: "user", type: "User" };
/** Who the agents are here. */
export const ourselves: Actor = { id: 2, login: "osorganicai[bot]", type: "Bot" };

/** One issue and what became of it; in memory, because it ends with this process. */
export interface LocalState {
  readonly repository: LocalRepository;
  readonly issue: LocalIssue;
  /** A folder of ours. */
  readonly home: string;
  readonly thread: IssueComment[];
  readonly labels: Set<string>;
  /** Set by the first commit, even while it is being written; a run proposes one. */
  writing: Promise<string> | undefined;
  made: { readonly branch: string; readonly sha: string } | undefined;
  request: PullRequestRequest | undefined;
}

/** Adds a comment to the thread. */
export function writeComment({ thread }: LocalState, author: Actor, body: string): IssueComment {
  const comment = { id: thread.length + 1, author, body, url: "" };
  thread.push(comment);
  return comment;
}
