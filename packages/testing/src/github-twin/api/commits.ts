import { repairAnswer } from "../emulator/repairs.ts";
import { commitJson } from "../formats/commit-json.ts";
import { fileJson } from "../formats/file-json.ts";
import { diffCommits } from "../git/diff-commits.ts";
import { findMergeBase, listCommits as listGitCommits } from "../git/list-commits.ts";
import { type Commit, readCommit } from "../git/read-commit.ts";
import { emptyTree, isAncestor } from "../git/refs.ts";
import type { PullJson } from "../json.ts";
import { listedPull } from "../pulls/complete-pull.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";
import { listAnswer } from "./paginate.ts";
import { requireGit, requireRepository } from "./require.ts";

/** `repos/list-commits`: from a branch or commit, newest first. */
export const listCommits: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const start = await requireCommit(repository, call.query.get("sha") ?? repository.defaultBranch);
  const path = call.query.get("path");
  const commits = await listGitCommits(repository.git, [start.sha, ...(path ? ["--", path] : [])]);
  return listAnswer(
    twin,
    call,
    commits.map((commit) => commitJson(twin, repository, commit)),
  );
};

/** `repos/get-commit`: with its files. */
export const getCommit: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const commit = await requireCommit(repository, call.parameters["ref"] ?? "");
  const files = await diffCommits(repository.git, commit.parents[0] ?? emptyTree, commit.sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    status: 200,
    body: {
      ...commitJson(twin, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => fileJson(twin, repository, { file, sha: commit.sha })),
    },
  };
};

/** `repos/compare-commits`: what the head has since both were one. */
export const compareCommits: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { git, fullName } = repository;
  const base = await requireCommit(repository, call.parameters["base"] ?? "");
  const head = await requireCommit(repository, call.parameters["head"] ?? "");
  const shared = await findMergeBase(git, base.sha, head.sha);
  if (shared === undefined) throw new ApiFailure(404, "No common ancestor");
  const ahead = await listGitCommits(git, ["--reverse", "--topo-order", `${base.sha}..${head.sha}`]);
  const behind = await listGitCommits(git, [`${head.sha}..${base.sha}`]);
  const files = await diffCommits(git, shared, head.sha);
  const page = `${twin.url}/${fullName}/compare/${base.sha}...${head.sha}`;
  const merge = (await readCommit(git, shared)) as Commit;
  const status =
    ahead.length === 0
      ? behind.length === 0
        ? "identical"
        : "behind"
      : behind.length === 0
        ? "ahead"
        : "diverged";
  return {
    status: 200,
    body: {
      url: `${twin.url}/repos/${fullName}/compare/${base.sha}...${head.sha}`,
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitJson(twin, repository, base),
      merge_base_commit: commitJson(twin, repository, merge),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.map((commit) => commitJson(twin, repository, commit)),
      files: files.map((file) => fileJson(twin, repository, { file, sha: head.sha })),
    },
  };
};

/**
 * `repos/list-pull-requests-associated-with-commit`: those that brought a commit in, or the open ones that have it.
 */
export const listPullsOfCommit: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { sha } = await requireCommit(repository, call.parameters["commit_sha"] ?? "");
  const numbers: number[] = [];
  for (const { number, headSha, baseSha, mergeSha } of repository.pulls.values()) {
    const contained =
      (await isAncestor(repository.git, sha, headSha)) && !(await isAncestor(repository.git, sha, baseSha));
    if (contained || mergeSha === sha) numbers.push(number);
  }
  const pulls = await Promise.all(numbers.map((number) => readListed(twin, repository, number)));
  return listAnswer(twin, call, pulls);
};

/** A commit by sha, branch or tag. @throws ApiFailure 422 in GitHub's words */
export async function requireCommit({ git }: TwinRepository, ref: string): Promise<Commit> {
  // GitHub takes names, none of git's ways to compute with them.
  if (/[~^:]|@\{/.test(ref)) throw new ApiFailure(422, `No commit found for SHA: ${ref}`);
  const names = [
    `refs/heads/${ref}`,
    `refs/tags/${ref}`,
    `refs/${ref}`,
    ...(/^([0-9a-f]{7,40}|HEAD)$/.test(ref) ? [ref] : []),
  ];
  for (const name of names) {
    const commit = await readCommit(git, name);
    if (commit) return commit;
  }
  throw new ApiFailure(422, `No commit found for SHA: ${ref}`);
}

async function readListed(twin: Twin, repository: TwinRepository, number: number): Promise<PullJson> {
  const pull = await twin.emulator.ask("GET", `/repos/${repository.fullName}/pulls/${number}`);
  return listedPull(repository, repairAnswer(twin, "pulls/get", pull) as PullJson);
}
