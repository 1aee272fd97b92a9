import type { IssueComment, IssueRef } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { readComment } from "../reads/read-comment.ts";
import { toComment } from "../reads/to-vocabulary.ts";
import type { Lookout, Sight } from "./effect.ts";

/** The ledger's clock and GitHub's may differ by so much. */
const CLOCKS_DIFFER_MS = 10 * 60 * 1000;

/** Looks for the comment of our own account that ends with one of these markers, whatever else it says. */
export function createFindComment(
  connection: Connection,
  issue: IssueRef,
  markers: readonly string[],
): (lookout: Lookout) => Promise<Sight<IssueComment>> {
  return async function findComment({ thorough, targetSince, earlier }) {
    const { id: self } = await connection.self();
    // What is older than the first effect on it cannot be it: of a long thread only the end is read.
    const since = thorough ? undefined : new Date(targetSince.getTime() - CLOCKS_DIFFER_MS).toISOString();
    const comments = await listComments(connection, issue, since);
    // Only our own, and only at the end: anybody can write a marker, and we may have quoted one.
    const ours = comments.filter(({ author }) => author.id === self);
    const marked = ours.find(({ body }) => markers.some((marker) => body.trimEnd().endsWith(marker)));
    if (marked) return { kind: "there", result: marked };
    // The list may be behind, and somebody may have taken the marker out: the ledger knows the id.
    const known = idOf(earlier);
    const remembered = known === undefined ? undefined : await readComment(connection, issue, known);
    if (remembered?.author.id === self) return { kind: "there", result: remembered };
    return thorough ? absentUnlessBehind(connection, issue, comments.length) : { kind: "absent" };
  };
}

async function listComments(
  connection: Connection,
  { repository, number }: IssueRef,
  since: string | undefined,
): Promise<readonly IssueComment[]> {
  return connection.call(repository, async (octokit, name) => {
    const wanted = { ...name, issue_number: number, per_page: 100, ...(since !== undefined && { since }) };
    return (await octokit.paginate(octokit.issues.listComments, wanted)).map(toComment);
  });
}

/** The issue counts its comments. A list that has fewer lacks some, and ours may be one of them. */
async function absentUnlessBehind(
  connection: Connection,
  { repository, number }: IssueRef,
  listed: number,
): Promise<Sight<never>> {
  const { data } = await connection.call(repository, (octokit, name) =>
    octokit.issues.get({ ...name, issue_number: number }),
  );
  if (data.comments <= listed) return { kind: "absent" };
  return {
    kind: "unclear",
    why: `GitHub gave no clear answer, and lists ${listed} comments where it counts ${data.comments}`,
  };
}

function idOf(earlier: unknown): number | undefined {
  const id = (earlier as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === "number" ? id : undefined;
}
