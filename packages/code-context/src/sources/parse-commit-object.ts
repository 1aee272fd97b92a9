/** A commit as git keeps it. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  /** Seconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** Undefined for a commit that git itself has to read, as one whose message is no UTF-8. */
export function parseCommitObject(content: Buffer): CommitObject | undefined {
  const text = content.toString("utf8");
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end < 0 ? text.length : end).split("\n");
  const valuesOf = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
  const [tree] = valuesOf("tree");
  const time = / (\d+) [+-]\d+$/.exec(valuesOf("committer")[0] ?? "")?.[1];
  if (tree === undefined || time === undefined) return undefined;
  if (valuesOf("encoding").length > 0 || controls.some((character) => text.includes(character)))
    return undefined;
  return {
    tree,
    parents: valuesOf("parent"),
    time: Number(time),
    message: end < 0 ? "" : text.slice(end + 2),
  };
}

// What divides commits in git's own answers.
const controls = ["\u0001", "\u0002"];

/** Longer messages are release notes and the like. */
const MAX_MESSAGE = 4000;

/** What is remembered of a message. */
export function cleanMessage(message: string): string {
  return message.trim().slice(0, MAX_MESSAGE);
}
