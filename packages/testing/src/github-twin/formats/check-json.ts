import { type CheckRun, type CheckSuite, runsOf, stateOf } from "../checks/check.ts";
import { readRepository } from "../emulator/read-repository.ts";
import { type Commit, readCommit } from "../git/read-commit.ts";
import type { JsonObject } from "../json.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";
import { integrationJson } from "./integration-json.ts";
import { nodeId } from "./node-id.ts";

/** GitHub's `check-run`. */
export function checkRunJson(twin: Twin, repository: TwinRepository, run: CheckRun): JsonObject {
  const { id, suite, name, status, conclusion, output } = run;
  const url = `${twin.url}/repos/${repository.fullName}/check-runs/${id}`;
  const page = `${twin.url}/${repository.fullName}/runs/${id}`;
  return {
    id,
    name,
    node_id: nodeId("CheckRun", id),
    head_sha: suite.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status,
    conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: suite.id },
    app: integrationJson(twin, suite.app),
    pull_requests: pullsAt(twin, repository, suite.headSha),
  };
}

/** GitHub's `check-suite`. */
export async function checkSuiteJson(
  twin: Twin,
  repository: TwinRepository,
  suite: CheckSuite,
): Promise<JsonObject> {
  const { id, headSha, headBranch, app, createdAt } = suite;
  const url = `${twin.url}/repos/${repository.fullName}/check-suites/${id}`;
  const runs = runsOf(suite, repository.checkRuns);
  const commit = await readCommit(repository.git, headSha);
  return {
    id,
    node_id: nodeId("CheckSuite", id),
    head_branch: headBranch,
    head_sha: headSha,
    ...stateOf(runs),
    url,
    before: commit?.parents[0] ?? null,
    after: headSha,
    pull_requests: pullsAt(twin, repository, headSha),
    app: integrationJson(twin, app),
    repository: await readRepository(twin, repository),
    created_at: createdAt,
    updated_at: runs.at(-1)?.completedAt ?? createdAt,
    head_commit: commit ? simpleCommit(commit) : null,
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
  };
}

/** GitHub's `pull-request-minimal`, of the open pull requests whose head a commit is. */
function pullsAt(twin: Twin, repository: TwinRepository, sha: string): readonly JsonObject[] {
  const pulls = [...repository.pulls.values()].filter(
    ({ headSha, state }) => headSha === sha && state === "open",
  );
  return pulls.map((pull) => minimalPull(twin, repository, pull));
}

function minimalPull({ url }: Twin, { id, name, fullName }: TwinRepository, pull: PullRecord): JsonObject {
  const api = `${url}/repos/${fullName}`;
  const repo = { id, url: api, name };
  return {
    id: pull.id,
    number: pull.number,
    url: `${api}/pulls/${pull.number}`,
    head: { ref: pull.headRef, sha: pull.headSha, repo },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo },
  };
}

/** GitHub's `simple-commit`. */
function simpleCommit({ sha, tree, message, author, committer }: Commit): JsonObject {
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}
