import type { GitRepository } from "./git-repository.ts";

/** One entry of a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  /** Bytes; undefined for everything but blobs. */
  readonly size: number | undefined;
}

/** The entries of a tree, in git's order; recursively with the folders themselves, as GitHub lists them. */
export async function listTree(
  git: GitRepository,
  tree: string,
  recursive: boolean,
): Promise<readonly TreeEntry[] | undefined> {
  const args = ["ls-tree", "-l", "-z", ...(recursive ? ["-r", "-t"] : []), tree];
  const { exitCode, output } = await git.attempt(args);
  if (exitCode !== 0) return undefined;
  return output.toString().split("\0").filter(Boolean).map(parseEntry);
}

/** `100644 blob <sha>    12\tpath`. */
function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, tab).split(/ +/);
  return {
    path: line.slice(tab + 1),
    mode,
    type: type as TreeEntry["type"],
    sha,
    size: size === "-" ? undefined : Number(size),
  };
}
