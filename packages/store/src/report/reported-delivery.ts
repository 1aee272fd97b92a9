import type { DeliveryStatus } from "@osorganicai/core";

/** A delivery and what became of it. */
export interface ReportedDelivery {
  readonly id: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly subject: string;
  readonly sender: string | undefined;
  readonly status: DeliveryStatus;
  readonly reason: string | undefined;
  /** The delivery whose run handed over to this one. */
  readonly causedBy: string | undefined;
  readonly receivedAt: Date;
  readonly settledAt: Date | undefined;
}

/** `public.deliveries`. */
export interface DeliveryRow {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly subject: string;
  readonly sender_login: string | null;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly caused_by: string | null;
  readonly received_at: string;
  readonly settled_at: string | null;
}

/** A row in our words. */
export function toReportedDelivery(row: DeliveryRow): ReportedDelivery {
  return {
    id: row.id,
    event: row.event,
    action: row.action ?? undefined,
    subject: row.subject,
    sender: row.sender_login ?? undefined,
    status: row.status,
    reason: row.reason ?? undefined,
    causedBy: row.caused_by ?? undefined,
    receivedAt: new Date(row.received_at),
    settledAt: row.settled_at === null ? undefined : new Date(row.settled_at),
  };
}
