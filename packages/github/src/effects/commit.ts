import type { Octokit } from "@octokit/rest";
import {
  assertChangeSet,
  type ChangeSet,
  type CommitRequest,
  type FileChange,
  type GitHub,
  OSOrganicError,
} from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import { outgoingMessage } from "../outgoing/outgoing-text.ts";
import type { PerformEffect } from "./perform-effect.ts";

type Name = { readonly owner: string; readonly repo: string };

/** What the commit must hold: known before it exists, because trees are named by their content. */
interface Target {
  readonly tree: string;
  readonly existing: string | undefined;
}

/** A commit through the git data API: blobs and tree by content, then the commit, then the branch that makes it count. */
export function createCommit(connection: Connection, perform: PerformEffect): GitHub["commit"] {
  return async function commit(context, request) {
    const { repository, branch, baseCommit } = request;
    const message = outgoingMessage(request.message);
    let tree = "";
    return perform(context, {
      kind: "commit",
      key: branch,
      parameters: { repository, branch, baseCommit, message },
      // Anew at every try: an answer that was lost may have made the branch.
      look: async () => {
        const target = await prepareTarget(connection, request);
        tree = target.tree;
        return target.existing === undefined ? undefined : { sha: target.existing };
      },
      write: () =>
        connection.call(repository, async (octokit, name) => {
          // No author: GitHub then signs the commit as the App's own.
          const { data } = await octokit.git.createCommit({ ...name, message, tree, parents: [baseCommit] });
          await octokit.git.createRef({ ...name, ref: `refs/heads/${branch}`, sha: data.sha });
          return { sha: data.sha };
        }),
    });
  };
}

async function prepareTarget(
  connection: Connection,
  { repository, branch, baseCommit, changeSet }: CommitRequest,
): Promise<Target> {
  const changes = await changeSet();
  assertChangeSet(changes);
  return connection.call(repository, async (octokit, name) => {
    const tree = await createTree(octokit, name, changes);
    return { tree, existing: await findExisting(octokit, name, { branch, baseCommit, tree }) };
  });
}

async function createTree(octokit: Octokit, name: Name, { baseCommit, changes }: ChangeSet): Promise<string> {
  const { data: base } = await octokit.git.getCommit({ ...name, commit_sha: baseCommit });
  const tree = await Promise.all(changes.map((change) => toTreeEntry(octokit, name, change)));
  return (await octokit.git.createTree({ ...name, base_tree: base.tree.sha, tree })).data.sha;
}

async function toTreeEntry(octokit: Octokit, name: Name, change: FileChange) {
  const { path } = change;
  if (change.op === "delete") return { path, mode: "100644", type: "blob", sha: null } as const;
  const text = decodeText(change.content);
  if (text !== undefined) return { path, mode: change.mode, type: "blob", content: text } as const;
  const { data } = await octokit.git.createBlob({
    ...name,
    content: Buffer.from(change.content).toString("base64"),
    encoding: "base64",
  });
  return { path, mode: change.mode, type: "blob", sha: data.sha } as const;
}

function decodeText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** The branch's commit when it is the one we want; a branch with anything else is somebody else's. */
async function findExisting(
  octokit: Octokit,
  name: Name,
  wanted: { readonly branch: string; readonly baseCommit: string; readonly tree: string },
): Promise<string | undefined> {
  const { data: refs } = await octokit.git.listMatchingRefs({ ...name, ref: `heads/${wanted.branch}` });
  const sha = refs.find(({ ref }) => ref === `refs/heads/${wanted.branch}`)?.object.sha;
  if (sha === undefined) return undefined;
  const { data: head } = await octokit.git.getCommit({ ...name, commit_sha: sha });
  if (head.tree.sha === wanted.tree && head.parents[0]?.sha === wanted.baseCommit) return sha;
  throw new OSOrganicError(
    "github_conflict",
    `The branch \`${wanted.branch}\` exists with other content. Delete or rename it, then try again.`,
  );
}
