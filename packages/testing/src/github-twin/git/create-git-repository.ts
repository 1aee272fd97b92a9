import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type GitRepository, openGitRepository } from "./git-repository.ts";
import { runGit } from "./run-git.ts";
import { type Identity, writeCommit } from "./write-commit.ts";

/** A repository as a test wants it to be. */
export interface GitRepositoryRequest {
  /** Where the bare repository comes to lie. */
  readonly directory: string;
  readonly defaultBranch: string;
  /** Further branches, from the first commit. */
  readonly branches: readonly string[];
  /** Files of the first commit; what their `.gitignore` names stays out. Undefined: an empty repository. */
  readonly files: string | undefined;
  readonly author: Identity;
}

/** What a server of GitHub's kind is configured to. */
const configuration = `
[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	hideRefs = refs/pull
	autogc = false
[gc]
	auto = 0
`;

/** Creates a bare repository, with one commit if there are files. */
export async function createGitRepository(request: GitRepositoryRequest): Promise<GitRepository> {
  const { directory, defaultBranch, files } = request;
  await mkdir(directory, { recursive: true });
  await runGit({ directory, args: ["init", "-q", "--bare", "--template=", "-b", defaultBranch] });
  await appendFile(join(directory, "config"), configuration);
  const git = openGitRepository(directory);
  if (files !== undefined) await commitFiles(git, files, request);
  return git;
}

async function commitFiles(git: GitRepository, files: string, request: GitRepositoryRequest): Promise<void> {
  const environment = { GIT_WORK_TREE: files, GIT_INDEX_FILE: join(git.directory, "seed-index") };
  await git.run(["add", "--all", "."], { environment });
  const tree = await git.run(["write-tree"], { environment });
  const { author, defaultBranch, branches } = request;
  const sha = await writeCommit(git, {
    tree,
    parents: [],
    message: "First commit",
    author,
    committer: author,
  });
  const refs = [defaultBranch, ...branches].map((branch) => `create refs/heads/${branch} ${sha}\n`);
  await git.run(["update-ref", "--stdin"], { input: refs.join("") });
}
