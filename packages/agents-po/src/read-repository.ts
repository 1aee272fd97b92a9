import { type GitHub, OSOrganicError, type RunContext } from "@osorganicai/core";

/** What the Product Owner knows of a repository without a checkout. */
export interface RepositoryFacts {
  /** What the project says about how it is worked on. Empty when it says nothing. */
  readonly conventions: string;
  /** Its files, and the beginning of its README. */
  readonly summary: string;
}

/** Where projects write down how they are worked on, most telling first. */
const conventionFiles = ["AGENTS.md", "CONTRIBUTING.md", "CLAUDE.md"];
const MAX_PATHS = 300;
const MAX_CHARACTERS = 6000;

/** @throws OSOrganicError `repository_empty` when there is no commit yet */
export async function readRepository(
  context: RunContext,
  github: GitHub,
  { repository, baseBranch }: { readonly repository: string; readonly baseBranch: string | undefined },
): Promise<RepositoryFacts> {
  return context.step("read:repository", async () => {
    const branch = baseBranch ?? (await github.defaultBranch(repository));
    const commit = await github.branchHead(repository, branch);
    if (commit === undefined)
      throw new OSOrganicError(
        "repository_empty",
        `The branch \`${branch}\` of ${repository} has no commits yet. Push a first commit, then comment here.`,
      );
    const { paths } = await github.snapshot(repository, commit);
    const read = async (path: string) =>
      (paths.includes(path) ? await github.fileContent(repository, commit, path) : undefined) ?? "";
    const conventions = await Promise.all(conventionFiles.map(read));
    const readme = await read(paths.find((path) => /^readme(\.\w+)?$/i.test(path)) ?? "");
    return {
      conventions: cut(conventions.filter(Boolean).join("\n\n")),
      summary: `${listPaths(paths)}\n\n${cut(readme)}`.trim(),
    };
  });
}

function listPaths(paths: readonly string[]): string {
  const rest = paths.length - MAX_PATHS;
  return [...paths.slice(0, MAX_PATHS), ...(rest > 0 ? [`… and ${rest} more files`] : [])].join("\n");
}

function cut(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}\n…` : text;
}
