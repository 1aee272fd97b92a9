import type { GitRepository } from "./git-repository.ts";

/** What git writes where there is no object. */
export const noCommit: string = "0".repeat(40);

/** Every git knows the tree without entries. */
export const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** Full ref name → sha. */
export type Refs = ReadonlyMap<string, string>;

/** One ref that moved. `before` or `after` is undefined when it was created or deleted. */
export interface RefChange {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Branches and tags whose full name begins with `prefix`. */
export async function listRefs(git: GitRepository, prefix: string): Promise<Refs> {
  const output = await git.run([
    "for-each-ref",
    "--format=%(refname) %(objectname)",
    "refs/heads",
    "refs/tags",
  ]);
  const pairs = output.split("\n").filter((line) => line.startsWith(prefix));
  return new Map(pairs.map((line) => splitOnce(line, " ")));
}

/** What is different between two listings, sorted by name. */
export function compareRefs(before: Refs, after: Refs): readonly RefChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const all = names.map((ref) => ({ ref, before: before.get(ref), after: after.get(ref) }));
  return all.filter((change) => change.before !== change.after);
}

/** Moves a ref if it still stands where the caller saw it. @returns whether it did */
export async function moveRef(git: GitRepository, { ref, before, after }: RefChange): Promise<boolean> {
  const expected = before ?? noCommit;
  const args =
    after === undefined ? ["update-ref", "-d", ref, expected] : ["update-ref", ref, after, expected];
  return (await git.attempt(args)).exitCode === 0;
}

/** Where a ref stands, or undefined when there is none of this full name. */
export async function readRef(git: GitRepository, ref: string): Promise<string | undefined> {
  return (await git.read(ref))?.sha;
}

/** Whether `ancestor` can be reached from `descendant`. */
export async function isAncestor(git: GitRepository, ancestor: string, descendant: string): Promise<boolean> {
  return (await git.attempt(["merge-base", "--is-ancestor", ancestor, descendant])).exitCode === 0;
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}
