import type { ScorePart } from "./features.ts";

/** A file that a text seems to be about. */
export interface RankedFile {
  readonly path: string;
  /** Comparable within one answer only. */
  readonly score: number;
  /** What each feature added to the score; without those that added nothing. */
  readonly explanation: Readonly<Partial<Record<ScorePart, number>>>;
}
