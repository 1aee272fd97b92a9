/** A write to the outside, written down before it is tried. */
export interface EffectIntent {
  /** Unique over the instance's life: the same effect of the same run always has the same id, also after a crash. */
  readonly id: string;
  /** `comment`, `branch`, `pull_request`, … */
  readonly kind: string;
  readonly runId: string;
  readonly subject: string;
  /** Lower-case hex SHA-256 of the parameters. */
  readonly parameterHash: string;
}

/** Remembers which effects happened. */
export interface EffectLedger {
  /**
   * Writes the intent down, or finds it.
   * @returns the stored result when the effect is settled already
   * @throws OSOrganicError `store_conflict` when the id exists with other parameters
   */
  begin(
    intent: EffectIntent,
  ): Promise<{ readonly settled: false } | { readonly settled: true; readonly result: unknown }>;
  /** Writes down that the effect is there. Idempotent. */
  settle(effectId: string, result: unknown): Promise<void>;
}
