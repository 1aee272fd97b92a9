import { systemClock } from "@osorganicai/core";
import { readRepository } from "../emulator/read-repository.ts";
import { commitJson } from "../formats/commit-json.ts";
import { nodeId } from "../formats/node-id.ts";
import { listRefs } from "../git/refs.ts";
import { asText, type JsonObject } from "../json.ts";
import { type CommitStatus, combinedState, latestStatuses } from "../statuses/commit-status.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { ApiHandler } from "./api-call.ts";
import { requireCommit } from "./commits.ts";
import { listAnswer, paginate } from "./paginate.ts";
import { requirePermission, requireRepository } from "./require.ts";

/** `repos/create-commit-status`. */
export const createStatus: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const creator = requirePermission(call, "write");
  const commit = await requireCommit(repository, call.parameters["sha"] ?? "");
  const { state, context, description, target_url } = call.body;
  const status: CommitStatus = {
    id: twin.nextId(),
    sha: commit.sha,
    state: state as CommitStatus["state"],
    context: asText(context) ?? "default",
    description: asText(description) ?? null,
    targetUrl: asText(target_url) ?? null,
    creator,
    createdAt: systemClock.now().toISOString(),
  };
  repository.statuses.push(status);
  const json = statusJson(twin, repository, status);
  const branches = [...(await listRefs(repository.git, "refs/heads/"))].filter(
    ([, sha]) => sha === commit.sha,
  );
  const payload = {
    ...json,
    sha: commit.sha,
    name: repository.fullName,
    commit: commitJson(twin, repository, commit),
    branches: branches.map(([ref, sha]) => ({
      name: ref.replace("refs/heads/", ""),
      commit: { sha },
      protected: false,
    })),
  };
  await publishEvent(twin, repository, { sender: creator, event: "status", payload });
  return { status: 201, body: { ...json, creator: creator.json } };
};

/** `repos/list-commit-statuses-for-ref`: all of them, newest first. */
export const listStatuses: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { sha } = await requireCommit(repository, call.parameters["ref"] ?? "");
  const statuses = repository.statuses.filter((status) => status.sha === sha).reverse();
  return listAnswer(
    twin,
    call,
    statuses.map((status) => ({ ...statusJson(twin, repository, status), creator: status.creator.json })),
  );
};

/** `repos/get-combined-status-for-ref`. */
export const getCombinedStatus: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { sha } = await requireCommit(repository, call.parameters["ref"] ?? "");
  const latest = latestStatuses(repository.statuses.filter((status) => status.sha === sha));
  const { items, ...page } = paginate(twin, call, latest);
  const commit_url = `${twin.url}/repos/${repository.fullName}/commits/${sha}`;
  return {
    status: 200,
    body: {
      state: combinedState(latest),
      statuses: items.map((status) => statusJson(twin, repository, status)),
      sha,
      total_count: latest.length,
      repository: await readRepository(twin, repository),
      commit_url,
      url: `${commit_url}/status`,
    },
    ...page,
  };
};

/** GitHub's `simple-commit-status`. */
function statusJson({ url }: Twin, { fullName }: TwinRepository, status: CommitStatus): JsonObject {
  const { id, sha, state, context, description, targetUrl, creator, createdAt } = status;
  return {
    id,
    node_id: nodeId("StatusContext", id),
    url: `${url}/repos/${fullName}/statuses/${sha}`,
    avatar_url: creator.json["avatar_url"],
    state,
    description,
    target_url: targetUrl,
    context,
    created_at: createdAt,
    updated_at: createdAt,
  };
}
