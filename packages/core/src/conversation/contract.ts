/** One thing that must be true when the work is done. */
export interface AcceptanceCriterion {
  /** `AC1`, `AC2`, …: what tests, the pull request and the final comment refer to. */
  readonly id: string;
  readonly text: string;
}

/** The versioned requirement that came out of a conversation. */
export interface Contract {
  /** 1 for the first one of a conversation; a later revision replaces the earlier. */
  readonly revision: number;
  readonly kind: ChangeKind;
  /** A short name, used for the pull request's title and the branch. */
  readonly title: string;
  readonly summary: string;
  readonly criteria: readonly AcceptanceCriterion[];
  readonly outOfScope: readonly string[];
  readonly assumptions: readonly string[];
}

/** Decides the branch's prefix: `feature/<n>-<slug>` or `bugfix/<n>-<slug>`. */
export type ChangeKind = "feature" | "bugfix";
