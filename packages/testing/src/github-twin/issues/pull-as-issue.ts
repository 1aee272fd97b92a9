import type { IssueJson, PullJson } from "../json.ts";
import type { Twin } from "../twin.ts";

/** A pull request in the shape of an issue, recognisable by its field `pull_request`. */
export function pullAsIssue({ url }: Twin, pull: PullJson): IssueJson {
  const issue = String(pull["issue_url"]);
  const { number, title, body, state, user, labels, created_at, draft, id, node_id } = pull;
  const { assignee, assignees, author_association, closed_at, locked, milestone, updated_at } = pull;
  return {
    ...addressesOf(issue),
    html_url: pull["html_url"],
    id,
    node_id,
    number,
    title,
    body,
    state,
    state_reason: null,
    user,
    labels,
    locked,
    assignee,
    assignees,
    milestone,
    comments: pull["comments"] ?? 0,
    created_at,
    updated_at,
    closed_at,
    author_association,
    draft,
    performed_via_github_app: null,
    reactions: noReactions(`${url}/reactions`),
    pull_request: {
      url: pull["url"],
      html_url: pull["html_url"],
      diff_url: pull["diff_url"],
      patch_url: pull["patch_url"],
      merged_at: pull["merged_at"],
    },
  };
}

function addressesOf(issue: string) {
  return {
    url: issue,
    repository_url: issue.replace(/\/issues\/\d+$/, ""),
    labels_url: `${issue}/labels{/name}`,
    comments_url: `${issue}/comments`,
    events_url: `${issue}/events`,
    timeline_url: `${issue}/timeline`,
  };
}

function noReactions(url: string): Record<string, unknown> {
  const kinds = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];
  return { url, total_count: 0, ...Object.fromEntries(kinds.map((kind) => [kind, 0])) };
}
