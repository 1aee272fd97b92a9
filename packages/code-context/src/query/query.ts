import type { PossibleName } from "./find-phrases.ts";

/** A term and how much it matters. */
export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

/** What a text asks for. */
export interface Query {
  /** Everything to look for; what a text repeats or begins with counts more. */
  readonly terms: readonly WeightedTerm[];
  /** The terms of the first line alone. */
  readonly title: readonly WeightedTerm[];
  /** Names as code writes them: `applyCoupon`, `apply_coupon`, or anything in backticks. */
  readonly identifiers: readonly string[];
  /** Words of the text in lower case, and neighbours joined: `weak map` is also `weakmap`. */
  readonly words: ReadonlySet<string>;
  /** What words beside each other are as one name, in lower case; those of the first line weigh more than 1. */
  readonly phrases: readonly PossibleName[];
  /** Words of the first line in lower case, without those that every text has. */
  readonly titleWords: readonly string[];
  /** Paths and file names that it mentions, in lower case. */
  readonly mentions: readonly string[];
  readonly kind: QueryKind;
}

/** `report` says what is wrong or wanted, `question` asks how something works, `symbol` is hardly more than a name. */
export type QueryKind = "report" | "question" | "symbol";
