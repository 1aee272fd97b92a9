import { createHash } from "node:crypto";
import type { GitHub, IssueComment } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { outgoingBody } from "../outgoing/outgoing-text.ts";
import { toComment } from "../reads/to-vocabulary.ts";
import type { PerformEffect } from "./perform-effect.ts";

/** Comments carry a hidden marker, so that a second try finds the first one, and a newer body edits it in place. */
export function createComment(
  connection: Connection,
  perform: PerformEffect,
  listComments: GitHub["comments"],
): GitHub["comment"] {
  return async function comment(context, issue, { key, body }) {
    const marker = `<!-- osorganicai:${key} -->`;
    const text = outgoingBody(body, { last: marker });
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);

    async function findOurs(): Promise<IssueComment | undefined> {
      const { id } = await connection.self();
      // Only our own, and only at the end: anybody can write a marker, and we may have quoted one.
      return (await listComments(issue)).find(
        ({ author, body }) => author.id === id && body.trimEnd().endsWith(marker),
      );
    }

    return perform(context, {
      kind: "comment",
      key: `${issue.number}:${key}:${digest}`,
      parameters: { issue: `${issue.repository}#${issue.number}`, text },
      look: async () => {
        const ours = await findOurs();
        return ours?.body === text ? ours : undefined;
      },
      write: async () => {
        const ours = await findOurs();
        return connection.call(issue.repository, async (octokit, name) => {
          const { data } = ours
            ? await octokit.issues.updateComment({ ...name, comment_id: ours.id, body: text })
            : await octokit.issues.createComment({ ...name, issue_number: issue.number, body: text });
          return toComment(data);
        });
      },
    });
  };
}
