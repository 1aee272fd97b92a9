/** A write to the outside, and whether it is known to have happened. */
export interface ReportedEffect {
  readonly id: string;
  readonly kind: string;
  /** The run that wanted it first. */
  readonly runId: string;
  readonly subject: string;
  readonly begunAt: Date;
  /** Undefined: perhaps done, perhaps not. */
  readonly settledAt: Date | undefined;
}

/** `public.effects`. */
export interface EffectRow {
  readonly id: string;
  readonly kind: string;
  readonly run_id: string;
  readonly subject: string;
  readonly created_at: string;
  readonly settled_at: string | null;
}

/** A row in our words. */
export function toReportedEffect(row: EffectRow): ReportedEffect {
  return {
    id: row.id,
    kind: row.kind,
    runId: row.run_id,
    subject: row.subject,
    begunAt: new Date(row.created_at),
    settledAt: row.settled_at === null ? undefined : new Date(row.settled_at),
  };
}
