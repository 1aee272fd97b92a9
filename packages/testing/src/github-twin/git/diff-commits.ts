import type { GitRepository } from "./git-repository.ts";

/** What happened to one file between two commits. */
export interface FileDiff {
  readonly path: string;
  /** Where it lay before, if it was renamed. */
  readonly previousPath: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  /** The blob after the change, or before it for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks without the file's header; undefined for binary files and pure renames. */
  readonly patch: string | undefined;
}

const common = ["diff-tree", "-r", "-M", "--no-color"];

/** The difference of two trees or commits, file by file, with renames found. */
export async function diffCommits(
  git: GitRepository,
  from: string,
  to: string,
): Promise<readonly FileDiff[]> {
  const [files, patches] = await Promise.all([
    diffSizes(git, from, to),
    git.run([...common, "-p", from, to]),
  ]);
  const hunks = splitPatches(patches);
  return files.map((file, position) => ({ ...file, patch: hunks[position] }));
}

/** The same without patches. */
export async function diffSizes(
  git: GitRepository,
  from: string,
  to: string,
): Promise<readonly Omit<FileDiff, "patch">[]> {
  const summary = await git.run([...common, "--raw", "--numstat", "-z", "--no-abbrev", from, to]);
  return parseSummary(summary.split("\0"));
}

/** All raw records come first, then all counts, in the same order; a rename has two names in both. */
function parseSummary(tokens: readonly string[]): readonly Omit<FileDiff, "patch">[] {
  const rest = [...tokens];
  const take = () => rest.shift() ?? "";
  const raw: Omit<FileDiff, "patch" | "additions" | "deletions">[] = [];
  while (rest[0]?.startsWith(":")) {
    const [, , before = "", after = "", letter = ""] = take().split(" ");
    const previousPath = letter.startsWith("R") ? take() : undefined;
    const sha = letter === "D" ? before : after;
    raw.push({ path: take(), previousPath, status: statusOf(letter), sha });
  }
  return raw.map((file) => {
    // A binary file has "-" for both counts; GitHub says 0.
    const [additions = "0", deletions = "0"] = take().split("\t");
    if (file.previousPath !== undefined) rest.splice(0, 2);
    return { ...file, additions: Number(additions) || 0, deletions: Number(deletions) || 0 };
  });
}

const statuses: Readonly<Record<string, FileDiff["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  T: "changed",
};

function statusOf(letter: string): FileDiff["status"] {
  return statuses[letter.slice(0, 1)] ?? "changed";
}

/** Lines of content always begin with a space, + or -, so a line that begins with "diff --git" starts a file. */
function splitPatches(text: string): readonly (string | undefined)[] {
  const files = text.split(/^(?=diff --git )/m).filter((part) => part.startsWith("diff --git "));
  return files.map((part) => {
    const start = part.search(/^@@ /m);
    return start < 0 ? undefined : part.slice(start).replace(/\n$/, "");
  });
}
