import { diffCommits, diffSizes, type FileDiff } from "../git/diff-commits.ts";
import { gitHubIdentity } from "../git/identities.ts";
import { findMergeBase } from "../git/list-commits.ts";
import { mergeTrees } from "../git/merge-trees.ts";
import { writeCommit } from "../git/write-commit.ts";
import type { PullRecord, TwinRepository } from "../twin.ts";
import type { PullFacts } from "./pull-facts.ts";

/** Counts and mergeability of a pull request. They follow from two commits and never change: found once. */
export function readPullFacts(repository: TwinRepository, record: PullRecord): Promise<PullFacts> {
  const key = `${record.baseSha}..${record.headSha}`;
  const found = repository.pullFacts.get(key) ?? findFacts(repository, record);
  repository.pullFacts.set(key, found);
  return found;
}

/** What a pull request changes: its head against the last commit that it shares with its base. */
export async function listPullFiles(
  repository: TwinRepository,
  record: PullRecord,
): Promise<readonly FileDiff[]> {
  return diffCommits(repository.git, await sharedCommit(repository, record), record.headSha);
}

async function sharedCommit({ git }: TwinRepository, { baseSha, headSha }: PullRecord): Promise<string> {
  return (await findMergeBase(git, baseSha, headSha)) ?? baseSha;
}

async function findFacts(repository: TwinRepository, record: PullRecord): Promise<PullFacts> {
  const { git } = repository;
  const { baseSha, headSha } = record;
  const [files, commits, tree] = await Promise.all([
    sharedCommit(repository, record).then((shared) => diffSizes(git, shared, headSha)),
    git.run(["rev-list", "--count", `${baseSha}..${headSha}`]),
    mergeTrees(git, baseSha, headSha),
  ]);
  const identity = gitHubIdentity();
  const message = `Merge ${headSha} into ${baseSha}`;
  const merge = { parents: [baseSha, headSha], message, author: identity, committer: identity };
  return {
    commits: Number(commits),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
    mergeTestSha: tree === undefined ? undefined : await writeCommit(git, { tree, ...merge }),
  };
}
