import type { GitRepository } from "./git-repository.ts";

/** Paths that a commit changed, against its first parent. A rename is a removal and an addition. */
export interface ChangedPaths {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

const nothing: ChangedPaths = { added: [], removed: [], modified: [] };

/** Changed paths by commit, found at once for all; merges change nothing by themselves. */
export async function listChangedPaths(
  git: GitRepository,
  shas: readonly string[],
): Promise<(sha: string) => ChangedPaths> {
  const args = ["diff-tree", "--stdin", "--root", "-r", "-z", "--name-status", "--no-renames"];
  const output = await git.run(args, { input: [...new Set(shas)].map((sha) => `${sha}\n`).join("") });
  const found = new Map<string, ChangedPaths>();
  const tokens = output.split("\0");
  let current = "";
  for (let position = 0; position < tokens.length - 1; position += 1) {
    const token = tokens[position] ?? "";
    if (/^[0-9a-f]{40}$/.test(token)) current = token;
    else found.set(current, addPath(found.get(current) ?? nothing, token, tokens[(position += 1)] ?? ""));
  }
  return (sha) => found.get(sha) ?? nothing;
}

function addPath(paths: ChangedPaths, status: string, path: string): ChangedPaths {
  const kind = { A: "added", D: "removed" }[status] ?? "modified";
  return { ...paths, [kind]: [...paths[kind as keyof ChangedPaths], path] };
}
