import type { AgentAction } from "@osorganicai/core";

/** An action as it was written down. */
export interface ReportedAction extends Omit<AgentAction, "runId" | "sequence"> {
  /** Order of writing over all runs. */
  readonly position: number;
  readonly runId: string | undefined;
  /** Undefined for those the database writes itself. */
  readonly sequence: number | undefined;
  readonly at: Date;
  /** The conversation's subject; without a conversation the run's. */
  readonly chain: string;
  /** Place in the chain, from 1. */
  readonly link: number;
  /** Of this row and, through it, of all before it. */
  readonly sha256: string;
}

/** `public.agent_actions`. */
export interface ActionRow {
  readonly position: number;
  readonly run_id: string | null;
  readonly sequence: number | null;
  readonly conversation_id: string | null;
  readonly agent_type: string;
  readonly action_type: string;
  readonly payload: unknown;
  readonly created_at: string;
  readonly input_sha256: string | null;
  readonly output_sha256: string | null;
  readonly triggered_by_id: number | null;
  readonly triggered_by_login: string | null;
  readonly chain: string;
  readonly link: number;
  readonly sha256: string;
}

/** A row in our words. */
export function toReportedAction(row: ActionRow): ReportedAction {
  return {
    position: row.position,
    runId: row.run_id ?? undefined,
    sequence: row.sequence ?? undefined,
    conversationId: row.conversation_id ?? undefined,
    agentType: row.agent_type,
    actionType: row.action_type,
    payload: row.payload,
    at: new Date(row.created_at),
    ...(row.input_sha256 !== null && { inputSha256: row.input_sha256 }),
    ...(row.output_sha256 !== null && { outputSha256: row.output_sha256 }),
    ...(row.triggered_by_id !== null && {
      triggeredBy: { id: row.triggered_by_id, login: row.triggered_by_login ?? "" },
    }),
    chain: row.chain,
    link: row.link,
    sha256: row.sha256,
  };
}
