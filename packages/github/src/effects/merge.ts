import type { GitHub } from "@osorganicai/core";
import { requireFields } from "../answers/require-fields.ts";
import type { Connection } from "../connect.ts";
import type { PerformEffect } from "./effect.ts";

/** Merges by the first method that the repository allows. GitHub itself refuses when the head has moved. */
export function createMerge(
  connection: Connection,
  perform: PerformEffect,
  readPullRequest: GitHub["pullRequest"],
): GitHub["merge"] {
  return async function merge(context, pullRequest, { headSha }) {
    const { repository, number } = pullRequest;
    return perform(context, {
      kind: "merge",
      key: `${number}:${headSha}`,
      name: `the merge of ${repository}#${number}`,
      parameters: { pullRequest: `${repository}#${number}`, headSha },
      look: async () => {
        const { mergeSha } = await readPullRequest(pullRequest);
        return mergeSha === undefined ? { kind: "absent" } : { kind: "there", result: { sha: mergeSha } };
      },
      write: () =>
        connection.call(repository, async (octokit, name) => {
          const { data: settings } = await octokit.repos.get(name);
          const { data } = await octokit.pulls.merge({
            ...name,
            pull_number: number,
            sha: headSha,
            merge_method: methodOf(settings),
          });
          return { sha: requireFields(data, "merge", { sha: "string" }).sha };
        }),
    });
  };
}

/** The fields are missing for callers who may not see the settings; a merge commit is GitHub's default. */
function methodOf({
  allow_merge_commit: mergeCommit = true,
  allow_squash_merge: squash = true,
}: MergeSettings): "merge" | "squash" | "rebase" {
  if (mergeCommit) return "merge";
  return squash ? "squash" : "rebase";
}

interface MergeSettings {
  readonly allow_merge_commit?: boolean;
  readonly allow_squash_merge?: boolean;
}
