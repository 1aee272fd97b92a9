import type { GitRepository } from "../git/git-repository.ts";
import { listTree } from "../git/list-tree.ts";

/** One workflow file of a commit. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
}

const folder = ".github/workflows";

/** The workflow files of a commit, by name. */
export async function findWorkflows(git: GitRepository, sha: string): Promise<readonly WorkflowFile[]> {
  const tree = await git.read(`${sha}:${folder}`);
  if (tree?.type !== "tree") return [];
  const entries = (await listTree(git, tree.sha, false)) ?? [];
  const files = entries.filter(({ type, path }) => type === "blob" && /\.ya?ml$/.test(path));
  return Promise.all(
    files.map(async (file) => {
      const blob = await git.read(file.sha);
      return { path: `${folder}/${file.path}`, text: blob?.content.toString() ?? "" };
    }),
  );
}
