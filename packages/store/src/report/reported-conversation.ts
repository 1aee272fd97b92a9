import type { Analysis, Contract, ConversationStatus } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** A conversation, its way so far, and what is to be built. */
export interface ReportedConversation {
  readonly id: string;
  readonly subject: string;
  readonly issueNumber: number;
  readonly status: ConversationStatus;
  /** Every status it had, oldest first, the present one last. */
  readonly statuses: readonly ConversationStatus[];
  readonly branch: string | undefined;
  readonly pullRequestNumber: number | undefined;
  /** The Product Owner's last one. */
  readonly analysis: Analysis | undefined;
  /** The latest revision. */
  readonly contract: Contract | undefined;
}

/** The newest conversations, oldest first, with their history and contract. */
export async function readConversations(
  client: SupabaseClient,
  limit: number,
): Promise<readonly ReportedConversation[]> {
  const request = client
    .from("conversations")
    .select("*, conversation_changes (from_status, to_status, changed_at), contracts (revision, content)")
    .order("created_at", { ascending: false })
    .limit(limit);
  return (await ask<ConversationRow[]>("report.conversations", request))
    .reverse()
    .map(toReportedConversation);
}

interface ConversationRow {
  readonly id: string;
  readonly subject: string;
  readonly issue_number: number;
  readonly status: ConversationStatus;
  readonly branch: string | null;
  readonly pull_request_number: number | null;
  readonly analysis: Analysis | null;
  readonly conversation_changes: readonly ChangeRow[];
  readonly contracts: readonly { readonly revision: number; readonly content: Omit<Contract, "revision"> }[];
}

interface ChangeRow {
  readonly from_status: ConversationStatus;
  readonly to_status: ConversationStatus;
  readonly changed_at: string;
}

function toReportedConversation(row: ConversationRow): ReportedConversation {
  const changes = row.conversation_changes.toSorted(
    (a, b) => Date.parse(a.changed_at) - Date.parse(b.changed_at),
  );
  const latest = row.contracts.toSorted((a, b) => a.revision - b.revision).at(-1);
  return {
    id: row.id,
    subject: row.subject,
    issueNumber: row.issue_number,
    status: row.status,
    statuses: [
      changes[0]?.from_status ?? row.status,
      ...changes
        .filter(({ from_status, to_status }) => from_status !== to_status)
        .map(({ to_status }) => to_status),
    ],
    branch: row.branch ?? undefined,
    pullRequestNumber: row.pull_request_number ?? undefined,
    analysis: row.analysis ?? undefined,
    contract: latest && { ...latest.content, revision: latest.revision },
  };
}
