/** A text file before and after a change; undefined where it does not exist or is no text. */
export interface FileVersions {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}
