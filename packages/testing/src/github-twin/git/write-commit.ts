import type { GitRepository } from "./git-repository.ts";

/** Who made a commit, and when. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  /** ISO 8601; git keeps whole seconds. */
  readonly date: string;
}

/** A commit to write. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Identity;
  readonly committer: Identity;
}

/** Writes a commit object; no ref moves. @returns its sha */
export function writeCommit(git: GitRepository, commit: NewCommit): Promise<string> {
  const { tree, parents, message, author, committer } = commit;
  return git.run(["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], {
    input: message.endsWith("\n") ? message : `${message}\n`,
    environment: { ...identity("AUTHOR", author), ...identity("COMMITTER", committer) },
  });
}

function identity(role: "AUTHOR" | "COMMITTER", { name, email, date }: Identity): Record<string, string> {
  return {
    [`GIT_${role}_NAME`]: name,
    [`GIT_${role}_EMAIL`]: email,
    [`GIT_${role}_DATE`]: `${Math.floor(Date.parse(date) / 1000)} +0000`,
  };
}
