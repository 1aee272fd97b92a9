/** A row of `agent_actions` as it is hashed: every field as Postgres' own text, so that nothing is lost on the way here. */
export interface AuditRow {
  readonly chain: string;
  readonly link: string;
  readonly previous_sha256: string;
  readonly sha256: string;
  readonly id: string;
  readonly position: string;
  /** UTC, with microseconds. */
  readonly at: string;
  readonly run_id: string | null;
  readonly sequence: string | null;
  readonly conversation_id: string | null;
  readonly agent_type: string;
  readonly action_type: string;
  readonly payload: string | null;
  readonly input_sha256: string | null;
  readonly output_sha256: string | null;
  readonly triggered_by_id: string | null;
  readonly triggered_by_login: string | null;
}

/** Selects an {@link AuditRow} with functions of Postgres itself only: ours might have been tampered with, too. */
export const auditRowColumns = `
  chain, link::text as link, previous_sha256, sha256, id::text as id, position::text as position,
  pg_catalog.to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  run_id, sequence::text as sequence, conversation_id::text as conversation_id, agent_type, action_type,
  payload::text as payload, input_sha256, output_sha256, triggered_by_id::text as triggered_by_id, triggered_by_login`;
