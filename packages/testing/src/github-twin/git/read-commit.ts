import type { GitRepository } from "./git-repository.ts";
import type { NewCommit } from "./write-commit.ts";

/** A commit as it was read. Its message has no trailing line breaks, as in GitHub's answers. */
export interface Commit extends NewCommit {
  readonly sha: string;
}

/** The commit behind a sha or ref; annotated tags are followed. Undefined when there is none. */
export async function readCommit(git: GitRepository, expression: string): Promise<Commit | undefined> {
  const object = await git.read(`${expression}^{commit}`);
  return object?.type === "commit" ? parseCommit(object.sha, object.content.toString()) : undefined;
}

/** Commits in the order of their shas; every one must exist. */
export async function readCommits(git: GitRepository, shas: readonly string[]): Promise<readonly Commit[]> {
  const commits = await Promise.all(shas.map((sha) => readCommit(git, sha)));
  return commits.filter((commit) => commit !== undefined);
}

function parseCommit(sha: string, text: string): Commit {
  const split = text.indexOf("\n\n");
  const headers = text.slice(0, split).split("\n");
  return {
    sha,
    tree: valuesOf(headers, "tree")[0] ?? "",
    parents: valuesOf(headers, "parent"),
    author: parseIdentity(valuesOf(headers, "author")[0] ?? ""),
    committer: parseIdentity(valuesOf(headers, "committer")[0] ?? ""),
    message: text.slice(split + 2).replace(/\n+$/, ""),
  };
}

function valuesOf(headers: readonly string[], name: string): readonly string[] {
  return headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
}

/** `Name <email> 1767225600 +0000`. */
function parseIdentity(line: string): Commit["author"] {
  const [, name = "", email = "", seconds = "0"] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(line) ?? [];
  const date = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
  return { name, email, date };
}
