import { createHash } from "node:crypto";
import type { EffectLedger, GitHub, IssueComment, IssueRef } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { outgoingBody } from "../outgoing/outgoing-text.ts";
import { readComment } from "../reads/read-comment.ts";
import { toComment } from "../reads/to-vocabulary.ts";
import type { PerformEffect } from "./effect.ts";
import { createFindComment } from "./find-comment.ts";
import { plainMarker, signMarker, withoutMarker } from "./marker.ts";

/**
 * Comments carry a hidden marker, so that a second try finds the first one, and a newer body edits it in place. A marker
 * counts when it is signed with our key, or was written before there were keys, and our own account wrote it.
 */
export function createComment(
  connection: Connection,
  perform: PerformEffect,
  effects: Pick<EffectLedger, "markerKey">,
): GitHub["comment"] {
  return async function comment(context, issue, { key, body }) {
    const target = `${issue.repository}#${issue.number}:comment:${key}`;
    // Ids and parameters do not know the signature: they are the same as before there was one.
    const plain = outgoingBody(body, { last: plainMarker({ key }) });
    const digest = createHash("sha256").update(plain).digest("hex").slice(0, 12);
    let text = "";
    let find: ReturnType<typeof createFindComment>;
    let ours: IssueComment | undefined;

    return perform(context, {
      kind: "comment",
      key: `${issue.number}:${key}:${digest}`,
      name: `the comment on ${issue.repository}#${issue.number}`,
      target,
      parameters: { issue: `${issue.repository}#${issue.number}`, text: plain },
      prepare: async () => {
        const place = `${issue.repository}#${issue.number}`;
        const signed = signMarker({ key, place }, await effects.markerKey());
        text = outgoingBody(body, { last: signed });
        find = createFindComment(connection, issue, [signed, plainMarker({ key })]);
      },
      look: async (lookout) => {
        const sight = await find(lookout);
        if (sight.kind !== "there") return sight;
        ours = sight.result;
        return isSame(ours.body, text) ? sight : { kind: "absent" };
      },
      write: () => writeComment(connection, issue, { ours, text }),
      verify: async ({ id }) => {
        const { id: self } = await connection.self();
        const written = await readComment(connection, issue, id);
        return written?.author.id === self && isSame(written.body, text);
      },
    });
  };
}

/** Edits in place what is there, unless somebody has deleted it meanwhile. */
async function writeComment(
  connection: Connection,
  { repository, number }: IssueRef,
  { ours, text }: { readonly ours: IssueComment | undefined; readonly text: string },
): Promise<IssueComment> {
  return connection.call(repository, async (octokit, name) => {
    if (ours) {
      const change = { ...name, comment_id: ours.id, body: text };
      const edited = await octokit.issues.updateComment(change).catch(unlessGone);
      if (edited) return toComment(edited.data);
    }
    const { data } = await octokit.issues.createComment({ ...name, issue_number: number, body: text });
    return toComment(data);
  });
}

/** 404: it was deleted. */
function unlessGone(error: unknown): undefined {
  if ((error as { readonly status?: number }).status !== 404) throw error;
}

/** The same words; a marker without a signature is as good as ours. */
function isSame(body: string, text: string): boolean {
  const [one, other] = [body, text].map((side) => withoutMarker(side.replace(/\r\n?/g, "\n")));
  return one === other;
}
