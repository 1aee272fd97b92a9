import { type Deployment, type GitHub, isOSOrganicError, isProduction } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { checkOfRun, checkOfStatus, toCheckSuite, toPullRequest } from "./to-vocabulary.ts";

/** Everything asked about pull requests, their checks and their deployments. */
export function createPullRequestReads(
  connection: Connection,
): Pick<GitHub, "pullRequest" | "pullRequestsOf" | "checks" | "checkSuites" | "deployments"> {
  return {
    pullRequest: ({ repository, number }) =>
      connection.call(repository, async (octokit, name) =>
        toPullRequest(repository, (await octokit.pulls.get({ ...name, pull_number: number })).data),
      ),
    pullRequestsOf: (repository, commit) =>
      noneIfUnknown(() =>
        connection.call(repository, async (octokit, name) => {
          const { data } = await octokit.repos.listPullRequestsAssociatedWithCommit({
            ...name,
            commit_sha: commit,
          });
          const own = data.filter(({ base, head }) => head.repo?.id === base.repo.id);
          return own.map((pull) => toPullRequest(repository, pull));
        }),
      ),
    checks: (repository, commit) =>
      connection.call(repository, async (octokit, name) => {
        const runs = await octokit.paginate(octokit.checks.listForRef, {
          ...name,
          ref: commit,
          per_page: 100,
        });
        const { data: combined } = await octokit.repos.getCombinedStatusForRef({
          ...name,
          ref: commit,
          per_page: 100,
        });
        return [...runs.map(checkOfRun), ...combined.statuses.map(checkOfStatus)];
      }),
    checkSuites: (repository, commit) =>
      connection.call(repository, async (octokit, name) => {
        const suites = await octokit.paginate(octokit.checks.listSuitesForRef, {
          ...name,
          ref: commit,
          per_page: 100,
        });
        return suites.map(toCheckSuite);
      }),
    deployments: (repository, commit) =>
      connection.call(repository, async (octokit, name) => {
        const found = await octokit.paginate(octokit.repos.listDeployments, {
          ...name,
          sha: commit,
          per_page: 100,
        });
        return Promise.all(
          found.map(async ({ id, environment, production_environment }): Promise<Deployment> => {
            const { data: statuses } = await octokit.repos.listDeploymentStatuses({
              ...name,
              deployment_id: id,
              per_page: 100,
            });
            const latest = statuses.find(({ state }) => state !== "inactive");
            return {
              environment,
              production: isProduction({ environment, production_environment }),
              state: stateOf(latest?.state),
              url: latest?.environment_url || undefined,
              description: latest?.description ?? "",
            };
          }),
        );
      }),
  };
}

/** 404: there is no such repository, or none of ours. 422: there is no such commit. */
async function noneIfUnknown<T>(list: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list();
  } catch (error) {
    const status = isOSOrganicError(error) ? error.details["status"] : undefined;
    if (status === 404 || status === 422) return [];
    throw error;
  }
}

function stateOf(state: string | undefined): Deployment["state"] {
  if (state === "success") return "success";
  return state === "failure" || state === "error" ? "failure" : "pending";
}
