import { join } from "node:path";
import { assertChangeSet, type ChangeSet, messageOf, OSOrganicError } from "@osorganicai/core";
import { createTreeIndex, type EntryChange, type Git } from "@osorganicai/workspace";
import type { Identity } from "./local-repository.ts";

/** A change, and what it becomes. */
export interface ChangeToWrite {
  readonly changeSet: ChangeSet;
  readonly branch: string;
  readonly message: string;
  readonly author: Identity;
  /** A folder of ours, for the index: the repository's own is never touched. */
  readonly home: string;
}

/** No branch of that name yet. */
const NONE = "0".repeat(40);

/**
 * One commit on a new branch, by git's plumbing: objects, then the one name that makes them count.
 * @returns the commit's id
 * @throws OSOrganicError `change_set_refused`, `github_conflict` when the branch exists by now
 */
export async function writeChange(git: Git, change: ChangeToWrite): Promise<string> {
  const { changeSet, branch, message, author, home } = change;
  assertChangeSet(changeSet);
  const index = createTreeIndex(git, join(home, "index"));
  await index.load(changeSet.baseCommit);
  await index.update(await storeFiles(git, changeSet));
  const environment = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
  const args = ["commit-tree", await index.write(), "-p", changeSet.baseCommit];
  const commit = (await git(args, { input: message, environment })).toString().trim();
  await git(["update-ref", "-m", "osorganicai run", `refs/heads/${branch}`, commit, NONE], {
    environment,
  }).catch((cause: unknown) => {
    throw new OSOrganicError(
      "github_conflict",
      `The branch \`${branch}\` could not be made. If it exists by now, delete or rename it, then try again. (${messageOf(cause)})`,
      { cause },
    );
  });
  return commit;
}

async function storeFiles(git: Git, { changes }: ChangeSet): Promise<readonly EntryChange[]> {
  const entries: EntryChange[] = [];
  for (const change of changes) {
    if (change.op === "delete") {
      entries.push([change.path, undefined]);
      continue;
    }
    const id = await git(["hash-object", "-w", "--no-filters", "--stdin"], { input: change.content });
    entries.push([change.path, { mode: change.mode, id: id.toString().trim() }]);
  }
  return entries;
}
