import { createHash } from "node:crypto";
import type { AuditRow } from "./audit-row.ts";

/** Lower-case hex SHA-256 of a row: what its `sha256` must be. */
export function hashAction(row: AuditRow): string {
  return createHash("sha256").update(actionText(row)).digest("hex");
}

/**
 * What is hashed, as `osorganicai.action_text` in the database writes it. Said twice on purpose: a database whose functions
 * were changed must not be able to vouch for itself.
 */
export function actionText(row: AuditRow): string {
  const fields = [
    "osorganicai-audit-1",
    row.chain,
    row.link,
    row.previous_sha256,
    row.id,
    row.position,
    row.at,
    row.run_id,
    row.sequence,
    row.conversation_id,
    row.agent_type,
    row.action_type,
    row.payload,
    row.input_sha256,
    row.output_sha256,
    row.triggered_by_id,
    row.triggered_by_login,
  ];
  return fields.map(withLength).join(",");
}

/** With the length in front no two rows have the same text, whatever stands in their fields. */
function withLength(field: string | null): string {
  return field === null ? "-" : `${Buffer.byteLength(field)}:${field}`;
}
