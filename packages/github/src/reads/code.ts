import type { Octokit } from "@octokit/rest";
import { isOSOrganicError, type RepositoryCommit } from "@osorganicai/core";
import type { Connection } from "../connect.ts";

/** One entry of a tree, as GitHub tells it. https://docs.github.com/rest/git/trees#get-a-tree */
interface TreeEntry {
  /** From the root. */
  readonly path: string;
  readonly mode: string;
  /** `blob`, `tree` or `commit`. */
  readonly type: string;
  readonly sha: string;
  /** Bytes; only blobs have it. */
  readonly size?: number;
}

/** The files of one commit, for whoever has no git. */
export interface CodeReads {
  /** Every entry. GitHub cuts trees of more than 100 000; those are asked for folder by folder, up to a hundred of them. */
  fetchTree(): Promise<readonly TreeEntry[]>;
  /** Contents in the order asked for, a request each; undefined for what is not there. */
  fetchBlobs(ids: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
}

/** Requests at once. GitHub asks for few. https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
const AT_ONCE = 6;
const MAX_TREES = 100;

/** Reads files over the API. */
export function createCodeReads(connection: Connection): (at: RepositoryCommit) => CodeReads {
  return ({ repository, commit }) => ({
    fetchTree: () =>
      connection.call(repository, (octokit, name) =>
        readTree({ octokit, name, left: MAX_TREES }, commit, ""),
      ),
    fetchBlobs: (ids) => eachOf(ids, (id) => readBlob(connection, repository, id)),
  });
}

interface TreeWalk {
  readonly octokit: Octokit;
  readonly name: { readonly owner: string; readonly repo: string };
  /** Trees that may still be asked for. */
  left: number;
}

async function readTree(walk: TreeWalk, tree: string, folder: string): Promise<readonly TreeEntry[]> {
  walk.left -= 1;
  const request = { ...walk.name, tree_sha: tree };
  const { data } = await walk.octokit.git.getTree({ ...request, recursive: "1" });
  const below = (entries: readonly TreeEntry[]) =>
    entries.map((entry) => ({ ...entry, path: folder + entry.path }));
  if (!data.truncated || walk.left < 1) return below(data.tree);
  walk.left -= 1;
  const own = below((await walk.octokit.git.getTree(request)).data.tree);
  const all: TreeEntry[] = [];
  for (const entry of own) {
    const opens = entry.type === "tree" && walk.left > 0;
    all.push(...(opens ? await readTree(walk, entry.sha, `${entry.path}/`) : [entry]));
  }
  return all;
}

async function readBlob(
  connection: Connection,
  repository: string,
  id: string,
): Promise<Uint8Array | undefined> {
  try {
    const { data } = await connection.call(repository, (octokit, name) =>
      octokit.git.getBlob({ ...name, file_sha: id }),
    );
    return Buffer.from(data.content, "base64");
  } catch (error) {
    if (isOSOrganicError(error) && error.code === "github_not_found") return undefined;
    throw error;
  }
}

/** In their order, some at a time. Nothing more is begun after a failure. */
async function eachOf<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const results: Out[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  return results;
}
