import type { CodeSource, SourceFile } from "./code-source.ts";

/** An entry of GitHub's answer. https://docs.github.com/en/rest/git/trees#get-a-tree */
export interface GitHubTreeEntry {
  readonly path: string;
  readonly mode: string;
  /** `blob`, `tree` or `commit`. */
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

/** The two reads of GitHub that an index needs. Whoever has a client gives them; errors of theirs pass through. */
export interface GitHubReads {
  /** All entries of a commit's tree, as `GET /repos/{owner}/{repo}/git/trees/{sha}?recursive=1` has them, the cut ones fetched too. */
  fetchTree(): Promise<readonly GitHubTreeEntry[]>;
  /** Contents of blobs, in the order asked for; undefined for what is gone. */
  fetchBlobs(ids: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
}

/**
 * The files of one commit over GitHub's API, without a clone and so without history. With a store, only blobs that no index
 * had are fetched.
 *
 * @example
 * const source = openGitHubSource({
 *   fetchTree: async () => (await octokit.git.getTree({ owner, repo, tree_sha, recursive: "1" })).data.tree,
 *   fetchBlobs: (ids) => Promise.all(ids.map(fetchBlob)),
 * });
 */
export function openGitHubSource({ fetchTree, fetchBlobs }: GitHubReads): CodeSource {
  return {
    async list() {
      const files = (await fetchTree()).flatMap(
        ({ path, mode, type, sha, size = 0 }): readonly SourceFile[] =>
          type === "blob" && mode !== LINK ? [{ path, blob: sha, bytes: size }] : [],
      );
      return files.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    read: (files) => fetchBlobs(files.map(({ blob }) => blob)),
  };
}

const LINK = "120000";
