/** How much of a repository is looked at. What goes beyond is left out and counted. */
export interface IndexLimits {
  /** Files indexed at most; sources come before tests. @default 40_000 */
  readonly maxFiles?: number;
  /** Larger files are data or were written by programs. @default 400_000 */
  readonly maxFileBytes?: number;
  /** All files together. @default 400_000_000 */
  readonly maxTotalBytes?: number;
  /** So much new text of sources is parsed at a time; definitions of the rest are told by the look of its lines. @default 24_000_000 */
  readonly maxParsedBytes?: number;
  /** Commits whose messages are remembered, newest first. @default 5000 */
  readonly maxCommits?: number;
}

/** All limits, chosen. */
export const defaultLimits: Required<IndexLimits> = {
  maxFiles: 40_000,
  maxFileBytes: 400_000,
  maxTotalBytes: 400_000_000,
  maxParsedBytes: 24_000_000,
  maxCommits: 5000,
};
