/** A file that may be shown, read. */
export interface ReadFile {
  /** Its number in the snapshot. */
  readonly file: number;
  readonly path: string;
  readonly lines: readonly string[];
}
