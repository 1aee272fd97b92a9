import { pathToFileURL } from "node:url";
import { type Issue, OSOrganicError, type PullRequest } from "@osorganicai/core";
import type { InstanceGitHub } from "@osorganicai/instance";
import type { Git } from "@osorganicai/workspace";
import { type LocalState, ourselves, person } from "./local-state.ts";

/** What there is to do on GitHub; everything else of the port only reads. */
type Effects = "comment" | "label" | "commit" | "openPullRequest" | "markReadyForReview" | "merge";

/** Reads of GitHub's port, answered by git and by what was said here. Nobody else is there: no CI, no deployments. */
export function createLocalReads(state: LocalState): Omit<InstanceGitHub, Effects> {
  const { git, base, commonFolder } = state.repository;
  return {
    self: async () => ourselves,
    issue: async () => readIssue(state),
    comments: async () => [...state.thread],
    permission: async (_repository, { id }) => (id === person.id ? "admin" : "none"),
    defaultBranch: async () => base.branch,
    branchHead: async (_repository, branch) => (branch === base.branch ? base.commit : readHead(git, branch)),
    async snapshot(_repository, commit) {
      const paths = (await git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])).toString();
      return { commit, paths: paths.split("\0").slice(0, -1) };
    },
    fileContent: (_repository, commit, path) =>
      git(["cat-file", "blob", `${commit}:${path}`]).then(
        (content) => content.toString(),
        () => undefined,
      ),
    pullRequest: async () => readPullRequest(state),
    pullRequestsOf: async () => [],
    checks: async () => [],
    checkSuites: async () => [],
    deployments: async () => [],
    cloneAccess: async () => ({ url: pathToFileURL(commonFolder).href }),
    deliverySources: async () => [],
    changes: { repositories: async () => [], changes: async () => [] },
  };
}

function readIssue({ repository: { name, issueNumber }, issue, labels }: LocalState): Issue {
  return {
    repository: name,
    number: issueNumber,
    id: issueNumber,
    ...issue,
    author: person,
    state: "open",
    labels: [...labels],
  };
}

async function readHead(git: Git, branch: string): Promise<string | undefined> {
  return git(["rev-parse", "--quiet", "--verify", `refs/heads/${branch}^{commit}`]).then(
    (output) => output.toString().trim(),
    () => undefined,
  );
}

/** Numbered after its issue, as on GitHub. @throws OSOrganicError `github_not_found` before there is one */
export function readPullRequest({ repository, request, made }: LocalState): PullRequest {
  if (!request || !made) throw new OSOrganicError("github_not_found", "Nothing has been proposed yet.");
  return {
    repository: repository.name,
    number: repository.issueNumber + 1,
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
