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
  /** What several effects replace in turn, e.g. one comment that is edited in place. */
  readonly target?: string;
}

/** Who may perform an effect now, and what is known about it. */
export type EffectClaim =
  /** It is there. */
  | { readonly state: "settled"; readonly result: unknown }
  /** Somebody else writes it at this moment, at most so much longer unless they say so again. */
  | { readonly state: "busy"; readonly forMs: number }
  /** Ours to perform. */
  | {
      readonly state: "claimed";
      /** Counts the claims of this effect, from 1. Only the last one may write. */
      readonly attempt: number;
      /** How long ago a write may have been sent of which nobody knows the end; undefined: none was. */
      readonly sentMsAgo: number | undefined;
      /** When the first effect on this target was begun, by the ledger's clock. */
      readonly targetSince: Date;
      /** The result of the last settled effect on this target; undefined: there is none. */
      readonly earlier: unknown;
    };

/** Remembers which effects happened, and lets one at a time be written by one process. */
export interface EffectLedger {
  /**
   * Writes the intent down, or finds it, and claims it for the caller. A claim ends when somebody else claims it.
   * @throws OSOrganicError `store_conflict` when the id exists with other parameters
   */
  begin(intent: EffectIntent): Promise<EffectClaim>;
  /**
   * Before a write is sent: nobody else can claim the effect for so many milliseconds. Again while it is under way; with
   * 0 when others may go on, because what became of it is not known here either.
   * @returns false when somebody else has claimed it since, or it is settled: the write must not be sent
   */
  hold(effectId: string, attempt: number, forMs: number): Promise<boolean>;
  /** Says that the write which was held for did certainly not happen. Does nothing for an older claim. */
  release(effectId: string, attempt: number): Promise<void>;
  /** Writes down that the effect is there. Idempotent. */
  settle(effectId: string, result: unknown): Promise<void>;
  /** The instance's own secret, made at its first use and the same ever after: effects on GitHub are signed with it. */
  markerKey(): Promise<string>;
}
