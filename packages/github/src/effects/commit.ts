import type { Octokit } from "@octokit/rest";
import {
  assertChangeSet,
  type ChangeSet,
  type FileChange,
  type GitHub,
  OSOrganicError,
} from "@osorganicai/core";
import { requireFields } from "../answers/require-fields.ts";
import type { Connection } from "../connect.ts";
import { outgoingMessage } from "../outgoing/outgoing-text.ts";
import { readBranchHead } from "../reads/repositories.ts";
import type { PerformEffect } from "./effect.ts";

type Name = { readonly owner: string; readonly repo: string };

/**
 * A commit through the git data API: blobs and tree by content, then the commit, then the branch that makes it count. A
 * commit whose branch was not made is an orphan that nobody sees, so another try may make another one.
 */
export function createCommit(connection: Connection, perform: PerformEffect): GitHub["commit"] {
  return async function commit(context, request) {
    const { repository, branch, baseCommit } = request;
    const message = outgoingMessage(request.message);
    let tree = "";
    return perform(context, {
      kind: "commit",
      key: branch,
      name: `the branch \`${branch}\``,
      parameters: { repository, branch, baseCommit, message },
      // What the commit must hold is known before it exists, because trees are named by their content.
      prepare: async () => {
        const changes = await request.changeSet();
        assertChangeSet(changes);
        tree = await connection.call(repository, (octokit, name) => createTree(octokit, name, changes));
      },
      look: async () => {
        const sha = await connection.call(repository, (octokit, name) =>
          findExisting(octokit, name, { branch, baseCommit, tree }),
        );
        return sha === undefined ? { kind: "absent" } : { kind: "there", result: { sha } };
      },
      write: () =>
        connection.call(repository, async (octokit, name) => {
          // No author: GitHub then signs the commit as the App's own.
          const { data } = await octokit.git.createCommit({ ...name, message, tree, parents: [baseCommit] });
          const { sha } = requireFields(data, "commit", { sha: "string" });
          await octokit.git.createRef({ ...name, ref: `refs/heads/${branch}`, sha });
          return { sha };
        }),
    });
  };
}

async function createTree(octokit: Octokit, name: Name, { baseCommit, changes }: ChangeSet): Promise<string> {
  const { data: base } = await octokit.git.getCommit({ ...name, commit_sha: baseCommit });
  const tree: TreeEntry[] = [];
  // GitHub asks for writes one at a time.
  for (const change of changes) tree.push(await toTreeEntry(octokit, name, change));
  const { data } = await octokit.git.createTree({ ...name, base_tree: base.tree.sha, tree });
  return requireFields(data, "tree", { sha: "string" }).sha;
}

type TreeEntry = Parameters<Octokit["git"]["createTree"]>[0] extends infer P
  ? P extends { readonly tree: readonly (infer Entry)[] }
    ? Entry
    : never
  : never;

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
  // By its own name: a list of branches may be behind.
  const sha = await readBranchHead(octokit, name, wanted.branch);
  if (sha === undefined) return undefined;
  const { data: head } = await octokit.git.getCommit({ ...name, commit_sha: sha });
  if (head.tree.sha === wanted.tree && head.parents[0]?.sha === wanted.baseCommit) return sha;
  throw new OSOrganicError(
    "github_conflict",
    `The branch \`${wanted.branch}\` exists with other content. Delete or rename it, then try again.`,
  );
}
