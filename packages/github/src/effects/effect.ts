import type { Clock, EffectClaim, EffectLedger, RunContext } from "@osorganicai/core";

/** What a look found. `unclear`: what GitHub says does not fit together, so it may be there all the same. */
export type Sight<Result> =
  | { readonly kind: "there"; readonly result: Result }
  | { readonly kind: "absent" }
  | { readonly kind: "unclear"; readonly why: string };

/** What is known before a look, and how hard to look. */
export interface Lookout extends Pick<Claimed, "targetSince" | "earlier"> {
  /** Something may have been written whose answer was lost. */
  readonly thorough: boolean;
}

/** An effect that is ours to perform. */
export type Claimed = Extract<EffectClaim, { readonly state: "claimed" }>;

/** A write, and how to find out whether it is there already. Results must survive JSON. */
export interface Effect<Result> {
  /** `comment`, `commit`, … */
  readonly kind: string;
  /** Unique among the run's effects of this kind. */
  readonly key: string;
  /** JSON: what makes two effects with the same key different ones. */
  readonly parameters: unknown;
  /** Names it in a sentence for a human, after "what became of": `the comment on acme/shop#7`. */
  readonly name: string;
  /** What several effects replace in turn. */
  readonly target?: string;
  /** Whatever looking and writing need, once per try. Repeatable. */
  readonly prepare?: () => Promise<void>;
  readonly look: (lookout: Lookout) => Promise<Sight<Result>>;
  /** At most once per try. */
  readonly write: () => Promise<Result>;
  /** Whether what was written can be read. @default whether a look finds it */
  readonly verify?: (result: Result) => Promise<boolean>;
}

/** Performs an effect exactly once, as a durable step. */
export type PerformEffect = <Result>(context: RunContext, effect: Effect<Result>) => Promise<Result>;

/** How effects take their time. */
export interface EffectPace {
  /** Pauses between looks for what may have been written: GitHub's lists are behind at most for their sum. */
  readonly settlePausesMs: readonly number[];
  /** How long nobody else may write an effect, unless its writer says again that it is alive. */
  readonly holdMs: number;
  readonly pause: (delayMs: number) => Promise<void>;
}

/** What performing needs. */
export interface PerformOptions extends EffectPace {
  readonly effects: EffectLedger;
  readonly clock: Clock;
}
