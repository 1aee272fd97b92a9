/** What follows from a pull request's two commits. */
export interface PullFacts {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changed_files: number;
  /** A commit that merges both, or undefined when they conflict. */
  readonly mergeTestSha: string | undefined;
}
