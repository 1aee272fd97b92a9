import type { Commit } from "./code-source.ts";
import { diffTrees } from "./diff-trees.ts";
import type { GitObjects } from "./open-objects.ts";
import { cleanMessage, parseCommitObject } from "./parse-commit-object.ts";

/** What a push brings. */
const FEW = 20;

/**
 * What few commits changed, without another process. Undefined for many, and where only git knows: a first commit, or one that
 * adds a file and removes one, which may be a move.
 */
export async function describeFewCommits(
  objects: GitObjects,
  ids: readonly string[],
): Promise<readonly Commit[] | undefined> {
  if (ids.length > FEW) return undefined;
  const commits: Commit[] = [];
  for (const id of ids) {
    const commit = await describeCommit(objects, id);
    if (!commit) return undefined;
    commits.push(commit);
  }
  return commits;
}

async function describeCommit(objects: GitObjects, id: string): Promise<Commit | undefined> {
  const [object] = await objects.read([id]);
  const commit = object && parseCommitObject(object);
  const [parent, ...others] = commit?.parents ?? [];
  if (!commit || parent === undefined || others.length > 0) return undefined;
  const [before] = await objects.find([`${parent}^{tree}`]);
  const changes = before && (await diffTrees(objects, before.id, commit.tree).catch(() => undefined));
  if (!changes) return undefined;
  const [isAdded, isRemoved] = [
    changes.some((change) => !change.before),
    changes.some((change) => !change.after),
  ];
  if (isAdded && isRemoved) return undefined;
  const { time, message } = commit;
  const kept = changes.flatMap(({ path, after }) => (after ? [{ path }] : []));
  return { id, time, message: cleanMessage(message), changes: kept };
}
