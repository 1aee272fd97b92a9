import type { GitHub } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import type { PerformEffect } from "./effect.ts";

/** Only GraphQL can do this: REST ignores `draft` in an update. */
const mutation = `mutation MarkReady($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } }
}`;

/** A draft becomes ready for review. */
export function createMarkReady(
  connection: Connection,
  perform: PerformEffect,
  readPullRequest: GitHub["pullRequest"],
): GitHub["markReadyForReview"] {
  return async function markReadyForReview(context, pullRequest) {
    const name = `${pullRequest.repository}#${pullRequest.number}`;
    await perform(context, {
      kind: "mark_ready",
      key: String(pullRequest.number),
      name: `marking ${name} as ready for review`,
      parameters: { pullRequest: name },
      look: async () => {
        const { draft } = await readPullRequest(pullRequest);
        return draft ? { kind: "absent" } : { kind: "there", result: { draft } };
      },
      write: async () => {
        const { nodeId } = await readPullRequest(pullRequest);
        await connection.call(pullRequest.repository, (octokit) => octokit.graphql(mutation, { id: nodeId }));
        return { draft: false };
      },
    });
  };
}
