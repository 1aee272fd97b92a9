/** What is counted over a while. */
export interface RateWindow {
  readonly seconds: number;
  readonly of: "points" | "content";
  readonly most: number;
}

/** What somebody outside allows. */
export interface RateLimits {
  readonly windows: readonly RateWindow[];
  /** Held turns at once. */
  readonly inFlight: number;
  /** From the end of one held turn to the next one's beginning. */
  readonly gapMs: number;
}

/** One call that somebody wants to make. */
export interface TurnRequest {
  /** Whose limits they are, e.g. `github:<installation>` or `model:<provider>`. */
  readonly scope: string;
  readonly points: number;
  /** Of what is counted apart, e.g. comments that notify people. */
  readonly content: number;
  /** When the turn is held until its end, and counts as in flight: how long at most, should its holder die. */
  readonly holdMs?: number;
  readonly limits: RateLimits;
}

/** Whether a call may be made now. */
export type Turn =
  /** `id`: of a held turn, to be ended. */
  | { readonly granted: true; readonly id: string | undefined }
  /** Ask again after so long. Nothing was counted. */
  | { readonly granted: false; readonly waitMs: number };

/**
 * The limits of others, over all processes that share a database. Whoever does not ask is not limited.
 * @throws OSOrganicError `store_unavailable`, `store_refused` from every method
 */
export interface RateLimiter {
  /** Counts a call, if it may be made now. */
  take(turn: TurnRequest): Promise<Turn>;
  /** Ends a held turn. Idempotent. */
  end(scope: string, id: string): Promise<void>;
  /** Nobody gets a turn for so long: the other side has asked for it. A shorter time never replaces a longer one. */
  holdOff(scope: string, forMs: number): Promise<void>;
}
