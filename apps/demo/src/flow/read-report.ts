import type { Contract } from "@osorganicai/core";
import type { StoreSummary } from "@osorganicai/store";

/** What the child says of itself at `/api/report`, as JSON. */
export interface ChildReport {
  readonly summary: StoreSummary;
  readonly deliveries: readonly { readonly id: string; readonly event: string; readonly status: string }[];
  readonly runs: readonly { readonly runId: string; readonly status: string }[];
  readonly conversations: readonly ReportedConversation[];
}

/** One conversation of the report. */
interface ReportedConversation {
  readonly subject: string;
  readonly issueNumber: number;
  readonly status: string;
  /** Every status it had, oldest first. */
  readonly statuses: readonly string[];
  readonly branch?: string;
  readonly pullRequestNumber?: number;
  readonly contract?: Contract;
}

/** One line of the audit trail. */
export interface ReportedAction {
  readonly position: number;
  readonly agentType: string;
  readonly actionType: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Everything in one answer. */
export async function readReport(childUrl: string): Promise<ChildReport> {
  return ask<ChildReport>(`${childUrl}/api/report`);
}

/** Only the numbers: cheap enough to ask often. */
export async function readSummary(childUrl: string): Promise<StoreSummary> {
  return ask<StoreSummary>(`${childUrl}/api/report/summary`);
}

/** What agents did after a position. */
export async function readActions(childUrl: string, after: number): Promise<readonly ReportedAction[]> {
  return ask<readonly ReportedAction[]>(`${childUrl}/api/report/actions?after=${after}`);
}

async function ask<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return (await response.json()) as T;
}
