import type { GitHub, PullRequest } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { outgoingBody, outgoingTitle } from "../outgoing/outgoing-text.ts";
import { toPullRequest } from "../reads/to-vocabulary.ts";
import { renderAuditAnchor } from "./audit-anchor.ts";
import type { PerformEffect } from "./perform-effect.ts";

/** One open pull request per branch: GitHub allows no second one, so the first is always ours to adopt. */
export function createOpenPullRequest(
  connection: Connection,
  perform: PerformEffect,
): GitHub["openPullRequest"] {
  return async function openPullRequest(context, { repository, branch, baseBranch, closes, audit, ...text }) {
    const title = outgoingTitle(text.title);
    const body = outgoingBody(text.body, {
      ...(closes !== undefined && { first: `Closes #${closes}` }),
      ...(audit && { last: renderAuditAnchor(audit) }),
    });
    const findOpen = (): Promise<PullRequest | undefined> =>
      connection.call(repository, async (octokit, name) => {
        const { data } = await octokit.pulls.list({
          ...name,
          head: `${name.owner}:${branch}`,
          base: baseBranch,
          state: "open",
        });
        const open = data.find(({ head }) => head.ref === branch);
        return open && toPullRequest(repository, open);
      });

    return perform(context, {
      kind: "pull_request",
      key: branch,
      parameters: { repository, branch, baseBranch, title, body },
      look: findOpen,
      write: () =>
        connection.call(repository, async (octokit, name) => {
          const { data } = await octokit.pulls.create({
            ...name,
            head: branch,
            base: baseBranch,
            title,
            body,
            draft: true,
          });
          return toPullRequest(repository, data);
        }),
    });
  };
}
