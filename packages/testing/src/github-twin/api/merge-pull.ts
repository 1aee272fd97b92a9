import type { Account } from "../accounts/create-accounts.ts";
import { accountIdentity, gitHubIdentity } from "../git/identities.ts";
import { listCommits } from "../git/list-commits.ts";
import { mergeTrees } from "../git/merge-trees.ts";
import { moveRef } from "../git/refs.ts";
import { writeCommit } from "../git/write-commit.ts";
import { asText, type PullJson } from "../json.ts";
import { closeLinkedIssues } from "../pulls/close-linked-issues.ts";
import { readPull } from "../pulls/read-pull.ts";
import { announceRefChange } from "../refs/announce-ref-change.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";
import { forward } from "./forward.ts";
import { requirePullRecord } from "./pull-content.ts";
import { requirePermission, requireRepository } from "./require.ts";

/** `pulls/merge`: a real merge on the base's newest commit; 405 when that is not possible, 409 when the head has moved. */
export const mergePull: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const sender = requirePermission(call, "write");
  const record = requirePullRecord(repository, call);
  const pull = (await readPull(twin, repository, record.number)) as PullJson;
  const tree = await requireMergeable(repository, call, { record, pull });
  const sha = await writeMerge(repository, call, { record, pull, tree, sender });
  await forward(twin, call, { merge_method: "merge" });
  const { baseSha: before } = record;
  record.state = "closed";
  record.mergeSha = sha;
  const ref = `refs/heads/${record.baseRef}`;
  await moveRef(repository.git, { ref, before, after: sha });
  await announceRefChange(twin, repository, { ref, before, after: sha, sender });
  await publishMerge(twin, repository, { record, sender });
  return { status: 200, body: { sha, merged: true, message: "Pull Request successfully merged" } };
};

interface Merge {
  readonly record: PullRecord;
  readonly pull: PullJson;
}

async function requireMergeable(
  repository: TwinRepository,
  { body }: ApiCall,
  { record, pull }: Merge,
): Promise<string> {
  if (record.state === "closed") throw new ApiFailure(405, "Pull Request is not mergeable");
  if (pull.draft) throw new ApiFailure(405, "Pull Request is still a draft");
  if (body["merge_method"] === "rebase")
    throw new ApiFailure(405, "Rebase merges are not allowed on this repository.");
  if (asText(body["sha"]) !== undefined && body["sha"] !== record.headSha)
    throw new ApiFailure(409, "Head branch was modified. Review and try the merge again.");
  const tree = await mergeTrees(repository.git, record.baseSha, record.headSha);
  if (tree === undefined) throw new ApiFailure(405, "Pull Request is not mergeable");
  return tree;
}

async function writeMerge(
  repository: TwinRepository,
  { body }: ApiCall,
  { record, pull, tree, sender }: Merge & { readonly tree: string; readonly sender: Account },
): Promise<string> {
  const { baseSha, headSha, headRef, number } = record;
  const squash = body["merge_method"] === "squash";
  const title = squash
    ? `${pull.title} (#${number})`
    : `Merge pull request #${number} from ${repository.owner}/${headRef}`;
  const text = squash ? await listMessages(repository, record) : pull.title;
  const message = `${asText(body["commit_title"]) ?? title}\n\n${asText(body["commit_message"]) ?? text}`;
  const parents = squash ? [baseSha] : [baseSha, headSha];
  return writeCommit(repository.git, {
    tree,
    parents,
    message,
    author: accountIdentity(sender),
    committer: gitHubIdentity(),
  });
}

async function listMessages({ git }: TwinRepository, { baseSha, headSha }: PullRecord): Promise<string> {
  const commits = await listCommits(git, ["--reverse", `${baseSha}..${headSha}`]);
  return commits.map(({ message }) => `* ${message}`).join("\n\n");
}

async function publishMerge(
  twin: Twin,
  repository: TwinRepository,
  { record, sender }: { readonly record: PullRecord; readonly sender: Account },
): Promise<void> {
  const pull = (await readPull(twin, repository, record.number)) as PullJson;
  const payload = { number: record.number, pull_request: pull };
  await publishEvent(twin, repository, { sender, event: "pull_request", action: "closed", payload });
  if (record.baseRef === repository.defaultBranch)
    await closeLinkedIssues(twin, repository, { pull, sender });
}
