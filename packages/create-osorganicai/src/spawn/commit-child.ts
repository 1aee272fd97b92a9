import { type ProgramEnd, type ProgramOptions, runProgram } from "./run-program.ts";

/** What became of the repository. */
export interface CommitEnd {
  /** Of the first commit. Undefined: there is none. */
  readonly commit?: string;
  /** Why there is no commit, and what to do. */
  readonly problem?: string;
}

/**
 * A repository with one commit on `main`. Only the user's name and address count: no hook, template, ignored file, signature or
 * line end of their configuration may change what is committed.
 */
export async function commitChild(options: ProgramOptions): Promise<CommitEnd> {
  const environment = withoutGitVariables(options.environment);
  const git = (...arguments_: readonly string[]): Promise<ProgramEnd> =>
    runProgram("git", [...ourSettings, ...arguments_], { ...options, environment });

  const inside = await git("rev-parse", "--is-inside-work-tree");
  if (inside.exitCode === 127) return { problem: `There is no git. Install it, then run: ${byHand}` };
  if (inside.exitCode === 0)
    return { problem: "The folder lies in another git repository, so it got none of its own." };
  const created = await git("init", "--quiet", "--initial-branch=main", "--template=");
  if (created.exitCode !== 0) return { problem: `git init failed: ${created.tail}` };
  const identity = await git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT");
  if (identity.exitCode !== 0) return { problem: withoutIdentity };
  await git("add", "--all");
  const committed = await git("commit", "--quiet", "--no-verify", "--message", message);
  if (committed.exitCode !== 0) return { problem: `git commit failed: ${committed.tail}` };
  return { commit: (await git("rev-parse", "HEAD")).stdout.trim() };
}

const message = "A development team of our own";
const byHand = `git init -b main && git add --all && git commit -m "${message}"`;
const withoutIdentity = `git does not know who you are, so nothing is committed yet. Run: git config --global user.name "Your Name" && git config --global user.email you@example.com && git add --all && git commit -m "${message}"`;

const ourSettings = [
  ["core.hooksPath", "/dev/null"],
  ["core.excludesFile", "/dev/null"],
  ["core.attributesFile", "/dev/null"],
  ["core.autocrlf", "false"],
  ["core.fsmonitor", "false"],
  ["commit.gpgSign", "false"],
].flatMap(([key, value]) => ["-c", `${key}=${value}`]);

/** Inside of a hook, git says in the environment which repository is meant: not this one. */
function withoutGitVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const repository =
    /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|PREFIX|NAMESPACE|TEMPLATE_DIR)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !repository.test(name)));
}
