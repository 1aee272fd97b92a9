import type { AuditHead } from "@osorganicai/core";

const anchor = /<!-- osorganicai-audit: (\d{1,9}) ([0-9a-f]{64}) -->/g;

/** The hidden line of a pull request's body that says where the audit trail stood when it was opened. */
export function renderAuditAnchor({ count, sha256 }: AuditHead): string {
  return `<!-- osorganicai-audit: ${count} ${sha256} -->`;
}

/** What such a line says. The last one counts: what agents write cannot hold one, because it loses its `<!--`. */
export function parseAuditAnchor(body: string): AuditHead | undefined {
  const last = [...body.matchAll(anchor)].at(-1);
  return last && { count: Number(last[1]), sha256: last[2] ?? "" };
}
