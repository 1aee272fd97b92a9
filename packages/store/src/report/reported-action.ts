import type { AgentAction } from "@osorganicai/core";

/** An action as it was written down. */
export interface ReportedAction extends Omit<AgentAction, "runId" | "sequence"> {
  /** Order of writing over all runs. */
  readonly position: number;
  readonly runId: string | undefined;
  /** Undefined for those the database writes itself. */
  readonly sequence: number | undefined;
  readonly at: Date;
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
  };
}
