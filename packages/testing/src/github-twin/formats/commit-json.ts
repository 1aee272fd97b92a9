import type { Account } from "../accounts/create-accounts.ts";
import type { Commit } from "../git/read-commit.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { nodeId } from "./node-id.ts";

/** Nothing on the twin is signed. */
const unsigned = {
  verified: false,
  reason: "unsigned",
  signature: null,
  payload: null,
  verified_at: null,
};

/** GitHub's `commit`: of the repository, with accounts. */
export function commitJson(twin: Twin, { fullName }: TwinRepository, commit: Commit): JsonObject {
  const { sha, author, committer, message, tree, parents } = commit;
  const api = `${twin.url}/repos/${fullName}`;
  const page = `${twin.url}/${fullName}`;
  return {
    sha,
    node_id: nodeId("Commit", sha),
    url: `${api}/commits/${sha}`,
    html_url: `${page}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author,
      committer,
      message,
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      comment_count: 0,
      verification: unsigned,
    },
    author: accountOf(twin, author.email)?.json ?? null,
    committer: accountOf(twin, committer.email)?.json ?? null,
    parents: parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${page}/commit/${parent}`,
    })),
  };
}

/** GitHub's `git-commit`: of the git database, without accounts. */
export function gitCommitJson({ url }: Twin, { fullName }: TwinRepository, commit: Commit): JsonObject {
  const { sha, author, committer, message, tree, parents } = commit;
  const api = `${url}/repos/${fullName}/git`;
  const page = `${url}/${fullName}/commit`;
  return {
    sha,
    node_id: nodeId("Commit", sha),
    url: `${api}/commits/${sha}`,
    html_url: `${page}/${sha}`,
    author,
    committer,
    message,
    tree: { sha: tree, url: `${api}/trees/${tree}` },
    parents: parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${page}/${parent}`,
    })),
    verification: unsigned,
  };
}

/** `<id>+<login>@users.noreply.github.com` tells whose commit it is. */
function accountOf({ accounts }: Twin, email: string): Account | undefined {
  const [, login] = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(email) ?? [];
  return login === undefined ? undefined : accounts.find(login);
}
