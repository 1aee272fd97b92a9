import type { GitHub, Permission } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { toActor, toComment, toIssue } from "./to-vocabulary.ts";

const permissions: readonly Permission[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** Everything asked about issues and people. */
export function createIssueReads(
  connection: Connection,
): Pick<GitHub, "self" | "issue" | "comments" | "permission"> {
  return {
    self: () => connection.self(),
    issue: (ref) =>
      connection.call(ref.repository, async (octokit, name) =>
        toIssue(ref.repository, (await octokit.issues.get({ ...name, issue_number: ref.number })).data),
      ),
    comments: ({ repository, number }) =>
      connection.call(repository, async (octokit, name) => {
        const comments = await octokit.paginate(octokit.issues.listComments, {
          ...name,
          issue_number: number,
          per_page: 100,
        });
        return comments.map(toComment);
      }),
    permission: (repository, actor) =>
      connection.call(repository, async (octokit, name) => {
        try {
          const { data } = await octokit.repos.getCollaboratorPermissionLevel({
            ...name,
            username: actor.login,
          });
          const level =
            permissions.find((permission) => permission === data.role_name) ?? toLevel(data.permission);
          return toActor(data.user).id === actor.id ? level : "none";
        } catch (error) {
          if ((error as { status?: number }).status === 404) return "none";
          throw error;
        }
      }),
  };
}

/** A custom role has a name of its own; what it amounts to stands in the older field. */
function toLevel(permission: string): Permission {
  return permissions.find((known) => known === permission) ?? "none";
}
