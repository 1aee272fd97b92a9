import type { Commit, FileChange, HistoryRequest } from "./code-source.ts";
import { describeFewCommits } from "./describe-few-commits.ts";
import type { Repository } from "./list-commit.ts";
import { cleanMessage, parseCommitObject } from "./parse-commit-object.ts";
import type { Git } from "./run-git.ts";

/** What led to a commit. */
export interface CommitPast {
  readonly commit: string;
  readonly maxCommits: number;
  /** Ids of all ancestors that are no merges, newest first, as many as were asked for. */
  readonly ids: readonly string[];
  /** Those of them that could be read. */
  readonly commits: readonly Commit[];
}

/** What makes a history readable without asking for all of it again. */
export interface PastRequest extends HistoryRequest {
  /** What led to some other commit. */
  readonly past: CommitPast | undefined;
}

/** Ancestors of a commit, newest first. Those that are known already are not looked at again. */
export async function readCommits(
  repository: Repository,
  commit: string,
  { known, maxCommits, past }: PastRequest,
): Promise<CommitPast> {
  const ids =
    (await continueIds(repository, commit, past?.maxCommits === maxCommits ? past : undefined)) ??
    (await listIds(repository.git, commit, maxCommits));
  const unknown = ids.filter((id) => !known.has(id));
  const described =
    (await describeFewCommits(repository.objects, unknown)) ??
    (await describeCommits(repository.git, unknown));
  const read = new Map(described.map((found) => [found.id, found]));
  return { commit, maxCommits, ids, commits: ids.flatMap((id) => known.get(id) ?? read.get(id) ?? []) };
}

/** A longer way to a commit whose past is known is not gone one by one. */
const MAX_STEPS = 50;

/** Where each commit has one parent, up to one whose past is known, that past is this one's, too. */
async function continueIds(
  { objects }: Repository,
  commit: string,
  past: CommitPast | undefined,
): Promise<readonly string[] | undefined> {
  if (!past) return undefined;
  const steps: string[] = [];
  for (let next = commit; next !== past.commit; ) {
    const [object] = steps.length < MAX_STEPS ? await objects.read([next]) : [];
    const [parent, ...others] = (object && parseCommitObject(object)?.parents) ?? [];
    if (parent === undefined || others.length > 0) return undefined;
    steps.push(next);
    next = parent;
  }
  return [...steps, ...past.ids].slice(0, past.maxCommits);
}

async function listIds(git: Git, commit: string, maxCommits: number): Promise<readonly string[]> {
  const list = await git(["rev-list", "--no-merges", `--max-count=${maxCommits}`, commit, "--"]);
  return list
    .toString("latin1")
    .split("\n")
    .filter((id) => id !== "");
}

/** Control characters that no message contains: where a commit begins, and where its message ends. */
const BEGIN = "\u0001";
const END = "\u0002";

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
  const options = [
    "--stdin",
    "--root",
    "--always",
    "-r",
    "--raw",
    "-z",
    renames,
    "-l400",
    "--no-ext-diff",
    format,
  ];
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
      message: cleanMessage(message.join("\n")),
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
