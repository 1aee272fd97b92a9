/** A file of a repository that is made to be measured on. */
export interface MadeFile {
  readonly path: string;
  readonly text: string;
}

/** What such a repository is made of. */
export interface Material {
  readonly files: readonly MadeFile[];
  /** Messages for its commits, and texts to ask for. */
  readonly messages: readonly string[];
}

/** How large it is to be. */
export interface WantedSize {
  readonly count: number;
  readonly meanBytes: number;
}
