import type { ChangeSource, ReconstructedDelivery } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import type { Change, ChangedRepository } from "./change.ts";
import { issueChanges } from "./issue-changes.ts";
import { pullRequestChanges } from "./pull-request-changes.ts";

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
