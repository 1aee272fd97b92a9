import type {
  ChangeSource,
  DeliveryQueue,
  DeliverySource,
  Logger,
  SweepJournal,
  SweepUnderWay,
} from "@osorganicai/core";

/** What a sweep works with. */
export interface SweepOptions {
  readonly source: DeliverySource;
  readonly changes: ChangeSource;
  readonly deliveries: DeliveryQueue;
  readonly journal: SweepJournal;
  /** Names this process among those that sweep the same database. */
  readonly claimant: string;
  readonly now: Date;
  readonly log: Logger;
  /** Ends the sweep at its next page; the next sweep goes on there. @default never */
  readonly signal?: AbortSignal | undefined;
}

/** What a sweep found, from where it began or went on. */
export interface SweepCounts {
  /** Attempts that GitHub listed. */
  readonly looked: number;
  /** Deliveries that are stored now and were not before. */
  readonly recovered: number;
  /** Deliveries put together from what stands on GitHub, because its log does not reach back so far. */
  readonly reconciled: number;
  /** Deliveries that GitHub was asked to send again, because their bodies could not be had otherwise. */
  readonly redelivered: number;
  /** Deliveries whose bodies GitHub neither keeps nor sends again. */
  readonly gone: number;
  /** Deliveries that could not be read or stored; the next sweep tries them again. */
  readonly failed: number;
}

/** Nothing found yet. */
export const noCounts: SweepCounts = {
  looked: 0,
  recovered: 0,
  reconciled: 0,
  redelivered: 0,
  gone: 0,
  failed: 0,
};

/** A sweep under way, as its phases see it. */
export interface Sweep extends SweepOptions {
  /** Everything that happened before is stored; undefined before the first whole sweep. */
  readonly completeUntil: Date | undefined;
  /** Since when GitHub's log tells everything. */
  readonly logBegins: Date;
  /** Writes down how far it has come. */
  readonly save: (current: SweepUnderWay) => Promise<void>;
}

/** What a phase has come to. */
export interface PhaseResult {
  readonly current: SweepUnderWay;
  readonly counts: Partial<SweepCounts>;
}
