import {
  assertTransition,
  type Conversation,
  type ConversationChange,
  type ConversationStore,
  formatSubject,
  OSOrganicError,
} from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";
import { toCleanJson } from "../clean-json.ts";

/** Conversations in Postgres. */
export function createConversationStore(client: SupabaseClient): ConversationStore {
  async function find(operation: string, filter: Partial<ConversationRow>) {
    const request = client.from("conversations").select("*").match(filter).maybeSingle();
    const row = await ask<ConversationRow | null>(operation, request);
    return row === null ? undefined : toConversation(row);
  }

  return {
    async open({ repository, number, issueId }) {
      const row = {
        repo_full_name: repository,
        issue_number: number,
        issue_id: issueId,
        status: "analyzing",
      };
      const insert = client
        .from("conversations")
        .upsert(row, { onConflict: "subject", ignoreDuplicates: true });
      await ask("conversations.open", insert);
      const request = client
        .from("conversations")
        .select("*")
        .eq("subject", formatSubject({ repository, number }))
        .single();
      return toConversation(await ask("conversations.open", request));
    },

    findByIssue: (issue) => find("conversations.findByIssue", { subject: formatSubject(issue) }),

    findByPullRequest: ({ repository, number }) =>
      find("conversations.findByPullRequest", { repo_full_name: repository, pull_request_number: number }),

    findByBranch: (repository, branch) =>
      find("conversations.findByBranch", { repo_full_name: repository, branch }),

    async advance(change) {
      assertTransition(change.from, change.to);
      const request = client.rpc("advance_conversation", { change: toCleanJson(toArguments(change)) });
      const result = await ask<AdvanceResult>("conversations.advance", request);
      if (result.outcome === "advanced" || result.outcome === "repeated")
        return toConversation(result.conversation);
      throw refusal(change, result);
    },
  };
}

interface ConversationRow {
  readonly id: string;
  readonly subject: string;
  readonly repo_full_name: string;
  readonly issue_id: number;
  readonly issue_number: number;
  readonly status: Conversation["status"];
  readonly analysis: Conversation["analysis"] | null;
  readonly branch: string | null;
  readonly pull_request_number: number | null;
}

type AdvanceResult =
  | { readonly outcome: "advanced" | "repeated" | "conflict"; readonly conversation: ConversationRow }
  | { readonly outcome: "missing" };

/** Fields that are undefined vanish in JSON, and what is not there is not changed. */
function toArguments(change: ConversationChange): Readonly<Record<string, unknown>> {
  return {
    conversation_id: change.conversationId,
    key: change.key,
    run_id: change.runId,
    agent: change.agent,
    from: change.from,
    to: change.to,
    analysis: change.analysis,
    branch: change.branch,
    pull_request_number: change.pullRequestNumber,
    contract: change.contract,
    hand_over_to: change.handOverTo,
  };
}

function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    subject: row.subject,
    repository: row.repo_full_name,
    issueId: row.issue_id,
    issueNumber: row.issue_number,
    status: row.status,
    analysis: row.analysis ?? undefined,
    branch: row.branch ?? undefined,
    pullRequestNumber: row.pull_request_number ?? undefined,
  };
}

function refusal({ conversationId, from, to }: ConversationChange, result: AdvanceResult): OSOrganicError {
  const found = result.outcome === "missing" ? "it does not exist" : `it is ${result.conversation.status}`;
  return new OSOrganicError(
    "store_conflict",
    `Conversation ${conversationId} cannot go from ${from} to ${to}, because ${found}. Read it again and decide anew.`,
    { details: { conversationId, from, to } },
  );
}
