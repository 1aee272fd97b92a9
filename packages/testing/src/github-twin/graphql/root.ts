import { GraphQLError } from "graphql";
import type { Caller } from "../accounts/authenticate.ts";
import { requireAccount, requirePermission } from "../api/require.ts";
import type { PullJson } from "../json.ts";
import { readPull } from "../pulls/read-pull.ts";
import { setDraft } from "../pulls/set-draft.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";

interface DraftInput {
  readonly input: { readonly pullRequestId: string; readonly clientMutationId?: string };
}

/** Queries and mutations by name; what is missing here fails by name. */
export function createRoot(twin: Twin, caller: Caller): Readonly<Record<string, unknown>> {
  const change = async ({ input }: DraftInput, draft: boolean) => {
    const sender = requirePermission({ caller }, "write");
    const { repository, record } = requireNode(twin, input.pullRequestId);
    const pull = await repository.lock(() => setDraft(twin, repository, { record, draft, sender }));
    return { clientMutationId: input.clientMutationId ?? null, pullRequest: pullNode(pull) };
  };
  return {
    viewer: () => ({ __typename: "User", ...accountNode(requireAccount({ caller }).login) }),
    node: async ({ id }: { readonly id: string }) => {
      const { repository, record } = requireNode(twin, id);
      return pullNode((await readPull(twin, repository, record.number)) as PullJson);
    },
    markPullRequestReadyForReview: (variables: DraftInput) => change(variables, false),
    convertPullRequestToDraft: (variables: DraftInput) => change(variables, true),
  };
}

function requireNode(
  twin: Twin,
  id: string,
): { readonly repository: TwinRepository; readonly record: PullRecord } {
  for (const repository of twin.repositories.values())
    for (const record of repository.pulls.values()) if (record.nodeId === id) return { repository, record };
  const message = `Could not resolve to a node with the global id of '${id}'.`;
  throw new GraphQLError(message, { extensions: { type: "NOT_FOUND" } });
}

/** GitHub's `PullRequest`, as far as anybody asked for it. */
function pullNode(pull: PullJson) {
  const mergeable = { true: "MERGEABLE", false: "CONFLICTING" }[String(pull["mergeable"])] ?? "UNKNOWN";
  return {
    __typename: "PullRequest",
    id: pull.node_id,
    databaseId: pull.id,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? "",
    url: pull["html_url"],
    state: pull.merged ? "MERGED" : pull.state.toUpperCase(),
    isDraft: pull.draft,
    merged: pull.merged,
    mergeable,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    mergeCommit: pull.merged ? { oid: pull["merge_commit_sha"] } : null,
    author: { __typename: pull.user.type === "Bot" ? "Bot" : "User", ...accountNode(pull.user.login) },
  };
}

/** In GraphQL the login of a bot has no `[bot]`. */
function accountNode(login: string) {
  return { login: login.replace(/\[bot\]$/, "") };
}
