/** One text, what each file has of it, and which files it was about. */
export interface TrainingTask {
  readonly repo: string;
  readonly paths: readonly string[];
  /** One row per path, one column per feature, row by row. */
  readonly values: Float64Array;
  readonly columns: number;
  /** Rows of the files that the fix changed. */
  readonly gold: readonly number[];
  /** Paths of all of them, also of those that are in no row. */
  readonly goldPaths: readonly string[];
}
