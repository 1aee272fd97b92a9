import type { Commit, FileChange, HistoryRequest } from "./code-source.ts";
import type { Git } from "./run-git.ts";

/** Ancestors of a commit, newest first. Those that are known already are not looked at again. */
export async function readCommits(
  git: Git,
  commit: string,
  { known, maxCommits }: HistoryRequest,
): Promise<readonly Commit[]> {
  const list = await git(["rev-list", "--no-merges", `--max-count=${maxCommits}`, commit, "--"]);
  const ids = list
    .toString("latin1")
    .split("\n")
    .filter((id) => id !== "");
  const unknown = ids.filter((id) => !known.has(id));
  const read = new Map((await describeCommits(git, unknown)).map((found) => [found.id, found]));
  return ids.flatMap((id) => known.get(id) ?? read.get(id) ?? []);
}

/** Control characters that no message contains: where a commit begins, and where its message ends. */
const BEGIN = "\u0001";
const END = "\u0002";
/** Longer messages are release notes and the like. */
const MAX_MESSAGE = 4000;

/** Git holds what it compares; so many commits at a time keep that small. */
const BATCH = 500;

async function describeCommits(git: Git, ids: readonly string[]): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    // A partial clone lacks the contents that tell a move with changes; one without is told by ids.
    const output = await describe(git, batch, "-M").catch(() => describe(git, batch, "-M100%"));
    commits.push(...output.split(BEGIN).flatMap(parseCommit));
  }
  return commits;
}

async function describe(git: Git, ids: readonly string[], renames: string): Promise<string> {
  const format = `--format=${BEGIN}%H%n%ct%n%B${END}`;
  const options = ["--stdin", "--root", "-r", "--raw", "-z", renames, "-l400", "--no-ext-diff", format];
  const output = await git(["diff-tree", ...options], ids.map((id) => `${id}\n`).join(""));
  return output.toString("utf8");
}

function parseCommit(text: string): readonly Commit[] {
  const end = text.indexOf(END);
  if (end < 0) return [];
  const [id = "", time = "", ...message] = text.slice(0, end).split("\n");
  return [
    {
      id,
      time: Number(time),
      message: message.join("\n").trim().slice(0, MAX_MESSAGE),
      changes: parseChanges(text.slice(end + 1)),
    },
  ];
}

/** `:<modes> <ids> <status>\0<path>\0`, and a second path after a rename or copy. */
function parseChanges(raw: string): readonly FileChange[] {
  const fields = raw.split("\0");
  const changes: FileChange[] = [];
  for (let index = 0; index < fields.length; index++) {
    const status = /:\d+ \d+ \w+ \w+ ([A-Z])\d*$/.exec(fields[index] ?? "")?.[1];
    if (status === undefined) continue;
    const path = fields[++index] ?? "";
    if (status === "R" || status === "C") changes.push({ path: fields[++index] ?? "", from: path });
    else if (status !== "D") changes.push({ path });
  }
  return changes;
}
