import type { GitHub, IssueComment, IssueRef, Permission } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { readComment } from "./read-comment.ts";
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
    async comments(issue, { including } = {}) {
      const listed = await listComments(connection, issue);
      if (including === undefined || listed.some(({ id }) => id === including)) return listed;
      const missing = await readComment(connection, issue, including);
      return missing ? [...listed, missing].toSorted((one, other) => one.id - other.id) : listed;
    },
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

function listComments(
  connection: Connection,
  { repository, number }: IssueRef,
): Promise<readonly IssueComment[]> {
  return connection.call(repository, async (octokit, name) => {
    const wanted = { ...name, issue_number: number, per_page: 100 };
    return (await octokit.paginate(octokit.issues.listComments, wanted)).map(toComment);
  });
}

/** A custom role has a name of its own; what it amounts to stands in the older field. */
function toLevel(permission: string): Permission {
  return permissions.find((known) => known === permission) ?? "none";
}
