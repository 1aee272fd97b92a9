import { commitJson } from "../formats/commit-json.ts";
import { fileJson } from "../formats/file-json.ts";
import { listCommits } from "../git/list-commits.ts";
import { listPullFiles } from "../pulls/read-pull-facts.ts";
import type { PullRecord, TwinRepository } from "../twin.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { notFound } from "./api-failure.ts";
import { listAnswer } from "./paginate.ts";
import { requireRepository } from "./require.ts";

/** `pulls/list-files`: real differences with real patches. */
export const listFiles: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const record = requirePullRecord(repository, call);
  const files = await listPullFiles(repository, record);
  return listAnswer(
    twin,
    call,
    files.map((file) => fileJson(twin, repository, { file, sha: record.headSha })),
  );
};

/** `pulls/list-commits`: oldest first. */
export const listPullCommits: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { baseSha, headSha } = requirePullRecord(repository, call);
  const commits = await listCommits(repository.git, ["--reverse", "--topo-order", `${baseSha}..${headSha}`]);
  return listAnswer(
    twin,
    call,
    commits.map((commit) => commitJson(twin, repository, commit)),
  );
};

/** `pulls/check-if-merged`. */
export const checkIfMerged: ApiHandler = async (twin, call) => {
  const { mergeSha } = requirePullRecord(requireRepository(twin, call), call);
  if (mergeSha === undefined) throw notFound();
  return { status: 204 };
};

/** The record of the pull request that the path names. @throws ApiFailure 404 */
export function requirePullRecord({ pulls }: TwinRepository, { parameters }: ApiCall): PullRecord {
  const record = pulls.get(Number(parameters["pull_number"]));
  if (!record) throw notFound();
  return record;
}
