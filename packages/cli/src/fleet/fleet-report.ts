/** What is known of a child's CI. `unknown`: nobody was there to tell. */
export type CiState = "success" | "failure" | "pending" | "none" | "unknown";

/** How a child is, worst first. */
export const childStates = ["broken", "parked", "failed", "red", "todo", "behind", "current"] as const;

/** One of {@link childStates}. */
export type ChildState = (typeof childStates)[number];

/** One child of a fleet. Paths are relative to the child. */
export interface ChildRow {
  /** Folder below the one that was asked about, or `owner/name`. */
  readonly place: string;
  /** Page of the repository, for people. */
  readonly url?: string;
  readonly state: ChildState;
  /** Why it could not be read; nothing below is known then. */
  readonly problem?: string;
  readonly name?: string;
  readonly domain?: string;
  /** Version of the child's files: the lock's. */
  readonly version?: string;
  /** Range of our packages in package.json, when it is not what the version wants: bumped, not upgraded. */
  readonly declared?: string;
  /** Shim and managed files that were edited. */
  readonly edited: readonly string[];
  /** Shim and managed files that were deleted. */
  readonly missing: readonly string[];
  readonly ejected: readonly string[];
  /** Conflicts that wait for a person. */
  readonly parked: readonly string[];
  /** Ids of migrations that failed. */
  readonly failed: readonly string[];
  /** What an upgrade left for somebody to do. */
  readonly todo: readonly string[];
  /** When the lock last changed, ISO 8601. */
  readonly upgradedAt?: string;
  readonly ci: CiState;
}

/** A fleet at one moment. The shape of `--json`. */
export interface FleetReport {
  /** The folder or account that was asked about. */
  readonly source: string;
  /** ISO 8601. */
  readonly readAt: string;
  /** The version that children are compared with: this command's own. */
  readonly current: string;
  /** Number of children by state. */
  readonly counts: Readonly<Record<ChildState, number>>;
  /** What could not be looked at, and why; empty: the fleet is whole. */
  readonly incomplete: readonly string[];
  readonly children: readonly ChildRow[];
}
