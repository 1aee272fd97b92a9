import type { Octokit } from "@octokit/rest";
import type { ChangeSource, ReconstructedDelivery } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { issueChanges } from "./issue-changes.ts";
import { pullRequestChanges } from "./pull-request-changes.ts";

/** One repository, as what was changed there is asked for. */
export interface ChangedRepository {
  readonly octokit: Octokit;
  readonly name: { readonly owner: string; readonly repo: string };
  readonly since: Date;
}

/** Something that happened, and when. */
export interface Change {
  /** ISO 8601. */
  readonly at: string;
  /** Short, and the same whenever it is found: `comment-17`. */
  readonly key: string;
  readonly event: string;
  readonly action: string;
  /** The payload's field that tells these things apart, and GitHub's id of this one. */
  readonly field: string;
  readonly id: number;
  /** Beside `action`, `repository` and `installation`. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What happened, put together from what stands on GitHub now, in the shape of its payloads. */
export function createChangeSource(connection: Connection, repositories: readonly string[]): ChangeSource {
  return {
    repositories: () => connection.installedOn?.() ?? Promise.resolve(repositories),
    changes: (repository, since) =>
      connection.call(repository, async (octokit, name) => {
        const { data } = await octokit.repos.get(name);
        const common = {
          repository: { id: data.id, full_name: data.full_name, default_branch: data.default_branch },
          ...(await readInstallation(connection, name)),
        };
        const place = { octokit, name, since };
        const changes = [...(await issueChanges(place)), ...(await pullRequestChanges(place))];
        return changes
          .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
          .map((change) => toDelivery(change, common));
      }),
  };
}

/** Whose tenant it is. A personal token has no installation. */
async function readInstallation(
  { callAsApp }: Connection,
  name: ChangedRepository["name"],
): Promise<{ readonly installation?: { readonly id: number } }> {
  if (!callAsApp) return {};
  const { id } = await callAsApp(async (app) => (await app.apps.getRepoInstallation(name)).data);
  return { installation: { id } };
}

function toDelivery(
  { key, event, action, field, id, payload }: Change,
  common: Readonly<Record<string, unknown>>,
): ReconstructedDelivery {
  return {
    id: `reconciled-${key}`,
    event,
    body: new TextEncoder().encode(JSON.stringify({ action, ...payload, ...common })),
    about: { event, action, field, id },
  };
}
