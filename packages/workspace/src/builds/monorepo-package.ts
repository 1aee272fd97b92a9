/** A package of a monorepo, with what it was built into: its siblings resolve that, and git does not track it. */
export interface MonorepoPackage {
  /** Relative to the repository's root, with `/`; never the root itself. */
  readonly folder: string;
  /** Files and folders of a working tree. Empty when nothing is built, or git tracks it. */
  readonly outputs: readonly BuildOutput[];
  /** Folders of the packages it needs, directly. */
  readonly dependsOn: readonly string[];
  /** The command that builds it, run in its folder; undefined when it has none. */
  readonly build: string | undefined;
}

/** One file or folder that a build made. */
export interface BuildOutput {
  /** Absolute, on the host. Never written to. */
  readonly from: string;
  /** Relative to the repository's root, with `/`. */
  readonly to: string;
}
