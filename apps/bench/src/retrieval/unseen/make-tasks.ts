import { join } from "node:path";
import { isSource } from "../tasks/is-source.ts";
import type { Task } from "../tasks/read-tasks.ts";
import { type Commit, readCommits } from "./read-commits.ts";
import type { RepositoryFixes } from "./read-fixes.ts";
import { scrubMessage } from "./scrub-message.ts";

/**
 * One task for each fix: its message without what gives the files away, asked of the commit before it.
 * @param mirror has `<owner>+<name>/repo`, a git directory
 */
export async function makeTasks(
  mirror: string,
  { repo, language, renames, fixes }: RepositoryFixes,
): Promise<readonly Task[]> {
  const gitDir = join(mirror, repo.replace("/", "+"), "repo");
  const commits = await readCommits(gitDir, fixes, renames === "exact" ? "-M100%" : "-M");
  return commits.map((commit) => ({ ...makeTask(repo, commit), language, kind: "commit" }));
}

function makeTask(repo: string, { id, parent, message, changes }: Commit) {
  const known = changes.filter(({ status }) => "MRD".includes(status));
  return {
    id: `${repo.replace("/", "__")}-${id.slice(0, 10)}`,
    repo,
    base: parent,
    fix: id,
    query: scrubMessage(
      message,
      changes.map(({ path }) => path),
    ),
    gold: known
      .map(({ path }) => path)
      .filter(isSource)
      .toSorted(),
  };
}
