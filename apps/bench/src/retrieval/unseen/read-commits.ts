import { runGit } from "../repository/run-git.ts";

/** What a commit says and which files it changed. */
export interface Commit {
  readonly id: string;
  /** Its first parent. */
  readonly parent: string;
  readonly message: string;
  /** `path` is the name before the commit, where the file had one. */
  readonly changes: readonly { readonly status: string; readonly path: string }[];
}

/**
 * Commits in the order asked for.
 * @param renames git's option for what counts as the same file under another name
 * @throws with git's complaint, when the repository lacks one
 */
export async function readCommits(
  gitDir: string,
  ids: readonly string[],
  renames: "-M" | "-M100%",
): Promise<readonly Commit[]> {
  const format = "--format=%x01%H%x02%P%x02%B%x03";
  const options = ["--no-walk=unsorted", "--raw", renames, "--no-abbrev", format];
  const output = await runGit(gitDir, ["-c", "core.quotePath=false", "log", ...options, ...ids, "--"]);
  return output.toString("utf8").split("\u0001").slice(1).map(parseCommit);
}

function parseCommit(text: string): Commit {
  const [head = "", raw = ""] = text.split("\u0003");
  const [id = "", parents = "", message = ""] = head.split("\u0002");
  const [parent = ""] = parents.split(" ");
  return { id, parent, message: message.trim(), changes: raw.split("\n").flatMap(parseChange) };
}

/** `:<mode> <mode> <blob> <blob> <status>[<similarity>]\t<path>[\t<new path>]` */
function parseChange(line: string) {
  const [, status, path] = /^:\d+ \d+ \w+ \w+ ([A-Z])\d*\t([^\t]*)/.exec(line) ?? [];
  return status === undefined || path === undefined ? [] : [{ status, path }];
}
