import { OSOrganicError } from "@osorganicai/core";
import type { InstanceGitHub } from "@osorganicai/instance";
import { readPullRequest } from "./local-reads.ts";
import { type LocalState, ourselves, writeComment } from "./local-state.ts";
import { writeChange } from "./write-change.ts";

/**
 * Writes of GitHub's port: to the thread in memory, and as a new branch. Durable steps that look before they write, as on
 * GitHub; the ledger is not needed, because everything that could be forgotten ends with this process.
 */
export function createLocalEffects(
  state: LocalState,
): Pick<InstanceGitHub, "comment" | "label" | "commit" | "openPullRequest" | "markReadyForReview" | "merge"> {
  const { thread, labels, home } = state;
  const { git, author } = state.repository;
  return {
    comment: (context, _issue, { key, body }) =>
      context.step(`effect:comment:${key}`, async () => {
        const text = `${body}\n\n<!-- osorganicai:${key} -->`;
        return thread.find((comment) => comment.body === text) ?? writeComment(state, ourselves, text);
      }),
    label: (context, _issue, { add, remove }) =>
      context.step(`effect:label:${[...add, "", ...remove].join()}`, async () => {
        for (const label of remove) labels.delete(label);
        for (const label of add) labels.add(label);
      }),
    commit: (context, { branch, message, changeSet }) =>
      context.step(`effect:commit:${branch}`, async () => {
        state.writing ??= writeChange(git, { changeSet: await changeSet(), branch, message, author, home });
        state.made = { branch, sha: await state.writing };
        return { sha: state.made.sha };
      }),
    openPullRequest: (context, wanted) =>
      context.step(`effect:pull_request:${wanted.branch}`, async () => {
        state.request = wanted;
        return readPullRequest(state);
      }),
    markReadyForReview: async () => {},
    merge: async () => {
      throw new OSOrganicError("github_forbidden", "A local run merges nothing. Merge the branch yourself.");
    },
  };
}
