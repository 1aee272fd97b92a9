import type { DeliveryAttempt } from "./delivery-source.ts";

/** How far the sweeps of one webhook have come. JSON. */
export interface SweepProgress {
  /** ISO 8601: everything that happened before is stored. Undefined before the first whole sweep. */
  readonly completeUntil?: string;
  /** The sweep that is under way, or was when its process died. */
  readonly current?: SweepUnderWay;
}

/** A sweep that has begun. */
export interface SweepUnderWay {
  /** ISO 8601. */
  readonly startedAt: string;
  /** The next page of the log; undefined: the newest one. */
  readonly cursor?: string;
  /** Whether all pages were read. */
  readonly listed: boolean;
  /** What is not stored yet, newest first. */
  readonly missed: readonly DeliveryAttempt[];
  /** Repositories whose changes from before the log are stored. */
  readonly reconciled: readonly string[];
  /** Whether something could not be read or stored that another try may get: then the next sweep looks as far back again. */
  readonly incomplete: boolean;
}

/** Remembers sweeps, so that one that dies at any page is taken up there, and one at a time runs. */
export interface SweepJournal {
  /**
   * Takes the turn for `seconds`.
   * @param claimant names who sweeps; whoever has the turn may take it again
   * @returns what is remembered, empty before the first sweep; undefined while another claimant has the turn
   */
  claim(source: string, claimant: string, seconds: number): Promise<SweepProgress | undefined>;
  /** Writes down how far it has come and keeps the turn for `seconds`, 0 to give it back. @returns false when another claimant has it by now: then nothing is written */
  save(
    turn: { readonly source: string; readonly claimant: string; readonly seconds: number },
    progress: SweepProgress,
  ): Promise<boolean>;
}
