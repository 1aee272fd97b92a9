import type { EffectLedger, GitHub, IssueRef, PullRequest, PullRequestRequest } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { outgoingBody, outgoingTitle } from "../outgoing/outgoing-text.ts";
import { toPullRequest } from "../reads/to-vocabulary.ts";
import { renderAuditAnchor } from "./audit-anchor.ts";
import type { PerformEffect } from "./effect.ts";
import { signMarker } from "./marker.ts";

/** What an open pull request needs beside GitHub. */
interface OpenPullRequestParts {
  readonly effects: Pick<EffectLedger, "markerKey">;
  readonly readPullRequest: (pullRequest: IssueRef) => Promise<PullRequest>;
}

/**
 * One open pull request per branch: GitHub allows no second one, so the first is always ours to adopt, whoever opened it.
 * Its body is marked, so that everybody who knows the key sees that we opened it.
 */
export function createOpenPullRequest(
  connection: Connection,
  perform: PerformEffect,
  { effects, readPullRequest }: OpenPullRequestParts,
): GitHub["openPullRequest"] {
  return async function openPullRequest(context, request) {
    const { repository, branch, baseBranch } = request;
    const title = outgoingTitle(request.title);
    const bodyWith = (last?: string) => outgoingBody(request.body, ownLines(request, last));
    return perform(context, {
      kind: "pull_request",
      key: branch,
      name: `the pull request from \`${branch}\``,
      // Without the marker: the same as before there was one.
      parameters: { repository, branch, baseBranch, title, body: bodyWith() },
      look: async () => {
        const open = await findOpen(connection, request);
        return open ? { kind: "there", result: open } : { kind: "absent" };
      },
      write: async () => {
        const place = `${repository}@${branch}`;
        const body = bodyWith(signMarker({ key: "pull-request", place }, await effects.markerKey()));
        return connection.call(repository, async (octokit, name) => {
          const text = { title, body, draft: true };
          const { data } = await octokit.pulls.create({ ...name, head: branch, base: baseBranch, ...text });
          return toPullRequest(repository, data);
        });
      },
      // By its number: a list may be behind.
      verify: async (written) => {
        const { branch: head, baseBranch: base } = await readPullRequest(written);
        return head === branch && base === baseBranch;
      },
    });
  };
}

/** The marker is new at every signature, and what the audit trail has come to at every try: neither is a parameter. */
function ownLines({ closes, audit }: PullRequestRequest, marker: string | undefined) {
  const last = marker && [...(audit ? [renderAuditAnchor(audit)] : []), marker].join("\n");
  return {
    ...(closes !== undefined && { first: `Closes #${closes}` }),
    ...(last !== undefined && { last }),
  };
}

async function findOpen(
  connection: Connection,
  { repository, branch, baseBranch }: PullRequestRequest,
): Promise<PullRequest | undefined> {
  return connection.call(repository, async (octokit, name) => {
    const head = `${name.owner}:${branch}`;
    const { data } = await octokit.pulls.list({ ...name, head, base: baseBranch, state: "open" });
    const open = data.find((pull) => pull.head.ref === branch);
    return open && toPullRequest(repository, open);
  });
}
