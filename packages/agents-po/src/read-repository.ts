import {
  type CodeContext,
  type CodeExcerpt,
  type GitHub,
  type Issue,
  OSOrganicError,
  type RunContext,
} from "@osorganicai/core";

/** What the Product Owner knows of a repository without a checkout. */
export interface RepositoryFacts {
  /** What the project says about how it is worked on. Empty when it says nothing. */
  readonly conventions: string;
  /** What it is made of, or its files where that is not known, and the beginning of its README. */
  readonly summary: string;
  /** The code that the issue seems to be about, most relevant first. */
  readonly code: readonly CodeExcerpt[];
}

/** What is read, and for which issue. */
export interface ReadingRequest {
  readonly issue: Issue;
  /** Undefined: the default branch. */
  readonly baseBranch: string | undefined;
  readonly codeContext: CodeContext | undefined;
  /** Paths of code in a better order than the code context's. @default none */
  readonly preferred?: readonly string[];
}

/** Where projects write down how they are worked on, most telling first. */
const conventionFiles = ["AGENTS.md", "CONTRIBUTING.md", "CLAUDE.md"];
const MAX_PATHS = 300;
const MAX_CHARACTERS = 6000;
/** Enough to ask what the code does not tell already. */
const BUDGET_TOKENS = 3000;

/** @throws OSOrganicError `repository_empty` when there is no commit yet */
export async function readRepository(
  context: RunContext,
  github: GitHub,
  { issue, baseBranch, codeContext, preferred = [] }: ReadingRequest,
): Promise<RepositoryFacts> {
  const { repository } = issue;
  return context.step("read:repository", async () => {
    const { branch, commit } = await readHead(github, repository, baseBranch);
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
    const query = { text: wordsOf(issue), budgetTokens: BUDGET_TOKENS, preferred };
    const code = await codeContext?.summarize({ repository, commit }, query);
    return {
      conventions: cut(conventions.filter(Boolean).join("\n\n")),
      summary: `${code?.map || listPaths(paths)}\n\n${cut(readme)}`.trim(),
      code: code?.excerpts ?? [],
    };
  });
}

/** What code is looked for by. */
export function wordsOf({ title, body }: Issue): string {
  return `${title}\n${body}`;
}

/** Where a repository stands that an issue is about; without a commit when it is empty. */
export async function readHead(
  github: GitHub,
  repository: string,
  baseBranch: string | undefined,
): Promise<{ readonly branch: string; readonly commit: string | undefined }> {
  const branch = baseBranch ?? (await github.defaultBranch(repository));
  return { branch, commit: await github.branchHead(repository, branch) };
}

function listPaths(paths: readonly string[]): string {
  const rest = paths.length - MAX_PATHS;
  return [...paths.slice(0, MAX_PATHS), ...(rest > 0 ? [`… and ${rest} more files`] : [])].join("\n");
}

function cut(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}\n…` : text;
}
