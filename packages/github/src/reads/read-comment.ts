import type { IssueComment, IssueRef } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { toComment } from "./to-vocabulary.ts";

/** A comment by its id; undefined when it was deleted. */
export async function readComment(
  connection: Connection,
  { repository }: Pick<IssueRef, "repository">,
  id: number,
): Promise<IssueComment | undefined> {
  return connection.call(repository, async (octokit, name) => {
    try {
      return toComment((await octokit.issues.getComment({ ...name, comment_id: id })).data);
    } catch (error) {
      if ((error as { readonly status?: number }).status === 404) return undefined;
      throw error;
    }
  });
}
