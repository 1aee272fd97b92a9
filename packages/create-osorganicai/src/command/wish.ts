import type { ChildAnswers } from "../child/child-answers.ts";

/** What the person wants, completely. */
export interface Wish {
  /** Absolute. */
  readonly directory: string;
  readonly answers: ChildAnswers;
}
