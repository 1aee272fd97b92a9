import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
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
  if (isInsideRepository(options.directory))
    return { problem: "The folder lies in another git repository, so it got none of its own." };
  const environment = withoutGitVariables(options.environment);
  const git = (...arguments_: readonly string[]): Promise<ProgramEnd> =>
    runProgram("git", [...ourSettings, ...arguments_], { ...options, environment });

  const created = await git("init", "--quiet", "--initial-branch=main", "--template=");
  if (created.exitCode === 127) return { problem: `There is no git. Install it, then run: ${byHand}` };
  if (created.exitCode !== 0) return { problem: `git init failed: ${created.tail}` };
  await git("add", "--all");
  const committed = await git("commit", "--no-verify", "--message", message);
  const [, commit] = /\(root-commit\) ([0-9a-f]{40,})\]/.exec(committed.stdout) ?? [];
  if (commit !== undefined) return { commit };
  const identity = await git("var", "GIT_COMMITTER_IDENT");
  return { problem: identity.exitCode === 0 ? `git commit failed: ${committed.tail}` : withoutIdentity };
}

/** Looked up by hand: each program that is started takes longer than writing all files. */
function isInsideRepository(directory: string): boolean {
  const parent = dirname(directory);
  return existsSync(join(directory, ".git")) || (parent !== directory && isInsideRepository(parent));
}

const message = "A development team of our own";
const byHand = `git init -b main && git add --all && git commit -m "${message}"`;
const withoutIdentity = `git does not know who you are, so nothing is committed yet. Run: git config --global user.name "Your Name" && git config --global user.email you@example.com && git add --all && git commit -m "${message}"`;

const ourSettings = [
  // Not a name that git makes up from the machine's.
  ["user.useConfigOnly", "true"],
  // The whole hash in what commit says.
  ["core.abbrev", "40"],
  ["core.hooksPath", "/dev/null"],
  ["core.excludesFile", "/dev/null"],
  ["core.attributesFile", "/dev/null"],
  ["core.autocrlf", "false"],
  ["core.fsmonitor", "false"],
  ["commit.gpgSign", "false"],
].flatMap(([key, value]) => ["-c", `${key}=${value}`]);

/** Inside of a hook, git says in the environment which repository is meant: not this one. Its words are read, so in English. */
function withoutGitVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const repository =
    /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|PREFIX|NAMESPACE|TEMPLATE_DIR)$/;
  const entries = Object.entries(environment).filter(([name]) => !repository.test(name));
  return { ...Object.fromEntries(entries), LC_ALL: "C" };
}
