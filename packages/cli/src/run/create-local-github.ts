import { pathToFileURL } from "node:url";
import {
  type Actor,
  type Issue,
  type IssueComment,
  OSOrganicError,
  type PullRequest,
  type PullRequestRequest,
} from "@osorganicai/core";
import type { InstanceGitHub } from "@osorganicai/instance";
import type { LocalRepository } from "./local-repository.ts";
import type { LocalIssue } from "./read-issue.ts";
import { writeChange } from "./write-change.ts";

/** The person at this machine: may do everything in their own repository. */
export const person: Actor = { id: 1, login: "user", type: "User" };
const ourselves: Actor = { id: 2, login: "osorganicai[bot]", type: "Bot" };

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

/**
 * GitHub's port over a local repository. One issue, whose thread and labels are in memory; a commit is a new branch.
 * Effects are durable steps that look before they write, as on GitHub; the ledger is not needed, because everything
 * that could be forgotten ends with this process.
 */
export function createLocalGitHub({ repository, issue, home }: LocalGitHubOptions): LocalGitHub {
  const { git, base, author, name, issueNumber } = repository;
  const thread: IssueComment[] = [];
  const labels = new Set<string>();
  let writing: Promise<string> | undefined;
  let made: { readonly branch: string; readonly sha: string } | undefined;
  let request: PullRequestRequest | undefined;

  function write(by: Actor, body: string): IssueComment {
    const comment = { id: thread.length + 1, author: by, body, url: "" };
    thread.push(comment);
    return comment;
  }

  const readIssue = (): Issue => ({
    repository: name,
    number: issueNumber,
    id: issueNumber,
    ...issue,
    author: person,
    state: "open",
    labels: [...labels],
  });

  const port: InstanceGitHub = {
    self: async () => ourselves,
    issue: async () => readIssue(),
    comments: async () => [...thread],
    permission: async (_repository, { id }) => (id === person.id ? "admin" : "none"),
    defaultBranch: async () => base.branch,
    branchHead: async (_repository, branch) => (branch === base.branch ? base.commit : commitOf(branch)),
    async snapshot(_repository, commit) {
      const paths = (await git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])).toString();
      return { commit, paths: paths.split("\0").slice(0, -1) };
    },
    fileContent: (_repository, commit, path) =>
      git(["cat-file", "blob", `${commit}:${path}`]).then(
        (content) => content.toString(),
        () => undefined,
      ),
    pullRequest: async () => readPullRequest(),
    pullRequestsOf: async () => [],
    checks: async () => [],
    checkSuites: async () => [],
    deployments: async () => [],
    cloneAccess: async () => ({ url: pathToFileURL(repository.commonFolder).href }),
    deliverySource: { attempts: async () => [], body: async () => new Uint8Array() },

    comment: (context, _issue, { key, body }) =>
      context.step(`effect:comment:${key}`, async () => {
        const text = `${body}\n\n<!-- osorganicai:${key} -->`;
        return thread.find((comment) => comment.body === text) ?? write(ourselves, text);
      }),
    label: (context, _issue, { add, remove }) =>
      context.step(`effect:label:${[...add, "", ...remove].join()}`, async () => {
        for (const label of remove) labels.delete(label);
        for (const label of add) labels.add(label);
      }),
    commit: (context, { branch, message, changeSet }) =>
      context.step(`effect:commit:${branch}`, async () => {
        writing ??= writeChange(git, { changeSet: await changeSet(), branch, message, author, home });
        made = { branch, sha: await writing };
        return { sha: made.sha };
      }),
    openPullRequest: (context, wanted) =>
      context.step(`effect:pull_request:${wanted.branch}`, async () => {
        request = wanted;
        return readPullRequest();
      }),
    markReadyForReview: async () => {},
    merge: async () => {
      throw new OSOrganicError("github_forbidden", "A local run merges nothing. Merge the branch yourself.");
    },
  };

  async function commitOf(branch: string): Promise<string | undefined> {
    return git(["rev-parse", "--quiet", "--verify", `refs/heads/${branch}^{commit}`]).then(
      (output) => output.toString().trim(),
      () => undefined,
    );
  }

  /** Numbered after its issue, as on GitHub. */
  function readPullRequest(): PullRequest {
    if (!request || !made) throw new OSOrganicError("github_not_found", "Nothing has been proposed yet.");
    return {
      repository: name,
      number: issueNumber + 1,
      nodeId: "",
      url: "",
      title: request.title,
      state: "open",
      merged: false,
      draft: true,
      branch: request.branch,
      baseBranch: request.baseBranch,
      headSha: made.sha,
      mergeSha: undefined,
    };
  }

  return {
    port,
    say: (body) => write(person, body),
    proposed: () => request && made && { ...request, commit: made.sha },
    async undo() {
      await writing?.catch(() => {});
      if (made) await git(["update-ref", "-d", `refs/heads/${made.branch}`, made.sha]).catch(() => {});
    },
  };
}
