import type { Octokit } from "@octokit/rest";
import type { GitHub } from "@osorganicai/core";
import type { Connection } from "../connect.ts";

/** Everything asked about a repository's branches and files. */
export function createRepositoryReads(
  connection: Connection,
): Pick<GitHub, "defaultBranch" | "branchHead" | "snapshot" | "fileContent"> {
  return {
    defaultBranch: (repository) =>
      connection.call(
        repository,
        async (octokit, name) => (await octokit.repos.get(name)).data.default_branch,
      ),
    branchHead: (repository, branch) =>
      connection.call(repository, (octokit, name) => readBranchHead(octokit, name, branch)),
    snapshot: (repository, commit) =>
      connection.call(repository, async (octokit, name) => {
        const { data } = await octokit.git.getTree({ ...name, tree_sha: commit, recursive: "1" });
        return { commit, paths: data.tree.filter(({ type }) => type === "blob").map(({ path }) => path) };
      }),
    fileContent: (repository, commit, path) =>
      connection.call(repository, (octokit, name) =>
        unlessMissing(async () => {
          const { data } = await octokit.repos.getContent({ ...name, ref: commit, path });
          // Folders, links, submodules and files above 1 MB come without content.
          return "content" in data && data.encoding === "base64"
            ? Buffer.from(data.content, "base64").toString("utf8")
            : undefined;
        }),
      ),
  };
}

/** A branch's commit; undefined when there is no such branch. */
export function readBranchHead(
  octokit: Octokit,
  name: { readonly owner: string; readonly repo: string },
  branch: string,
): Promise<string | undefined> {
  const ref = { ...name, ref: `heads/${branch}` };
  return unlessMissing(async () => (await octokit.git.getRef(ref)).data.object.sha);
}

/** 404: there is none. 409: the repository is empty. */
async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 404 || status === 409) return undefined;
    throw error;
  }
}
