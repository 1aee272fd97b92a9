import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Change, ChangedRepository } from "./change.ts";

type Pull = RestEndpointMethodTypes["pulls"]["list"]["response"]["data"][number];

/** Pull requests of this repository's own branches that changed: open ones to look at again, closed ones, and where they were deployed. */
export async function pullRequestChanges(place: ChangedRepository): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const pull of await changedPulls(place)) {
    changes.push(pull.state === "open" ? toLookAt(pull) : closed(pull));
    const commit = pull.merged_at === null ? pull.head.sha : pull.merge_commit_sha;
    if (commit) changes.push(...(await deploymentsOf(commit, pull, place)));
  }
  return changes;
}

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests */
async function changedPulls({ octokit, name, since }: ChangedRepository): Promise<readonly Pull[]> {
  const changed: Pull[] = [];
  const pages = octokit.paginate.iterator(octokit.pulls.list, {
    ...name,
    state: "all",
    sort: "updated",
    direction: "desc",
    per_page: 100,
  });
  for await (const { data } of pages) {
    const recent = data.filter(({ updated_at }) => Date.parse(updated_at) >= since.getTime());
    changed.push(...recent.filter(({ head, base }) => head.repo?.id === base.repo.id));
    if (recent.length < data.length) break;
  }
  return changed;
}

/** Whatever was reported of its head meanwhile is read anew. */
function toLookAt(pull: Pull): Change {
  return {
    at: pull.updated_at,
    key: `pull-${pull.id}-${pull.head.sha.slice(0, 12)}-${Date.parse(pull.updated_at)}`,
    event: "pull_request",
    action: "synchronize",
    // Looked at again, however often its commits were delivered: their checks may not have been.
    field: "reconciled",
    id: pull.id,
    payload: { number: pull.number, pull_request: pull, sender: pull.user, reconciled: { id: pull.id } },
  };
}

function closed(pull: Pull): Change {
  return {
    at: pull.closed_at ?? pull.updated_at,
    key: `pull-${pull.id}-closed-${Date.parse(pull.closed_at ?? pull.updated_at)}`,
    event: "pull_request",
    action: "closed",
    field: "pull_request",
    id: pull.id,
    payload: {
      number: pull.number,
      pull_request: { ...pull, merged: pull.merged_at !== null },
      sender: pull.user,
    },
  };
}

/** https://docs.github.com/rest/deployments */
async function deploymentsOf(
  commit: string,
  pull: Pull,
  place: ChangedRepository,
): Promise<readonly Change[]> {
  const { octokit, name, since } = place;
  const deployments = await octokit.paginate(octokit.repos.listDeployments, {
    ...name,
    sha: commit,
    per_page: 100,
  });
  const changes: Change[] = [];
  for (const deployment of deployments) {
    const { data: statuses } = await octokit.repos.listDeploymentStatuses({
      ...name,
      deployment_id: deployment.id,
      per_page: 100,
    });
    for (const status of statuses.filter(({ created_at }) => Date.parse(created_at) >= since.getTime()))
      changes.push({
        at: status.created_at,
        key: `deployment-status-${status.id}`,
        event: "deployment_status",
        action: "created",
        field: "deployment_status",
        id: status.id,
        payload: { deployment_status: status, deployment, sender: status.creator ?? pull.user },
      });
  }
  return changes;
}
