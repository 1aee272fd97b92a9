import { OSOrganicError } from "../errors.ts";
import type { ChangeSet, FileChange } from "./change-set.ts";
import { checkPath } from "./check-path.ts";
import { foldPath } from "./fold-path.ts";

/** Bounds of one change set. */
export interface ChangeSetLimits {
  /** @default 100 */
  readonly maxFiles?: number;
  /** All written bytes together. @default 4_194_304 (4 MiB) */
  readonly maxBytes?: number;
}

/** What is wrong with one change, in a sentence. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/**
 * The whole policy on what an agent may write, as a pure function: every refusal, not only the first.
 * An empty list means that the change set may be committed.
 */
export function findRefusals(
  { changes }: ChangeSet,
  { maxFiles = 100, maxBytes = 4 * 1024 * 1024 }: ChangeSetLimits = {},
): readonly Refusal[] {
  const bytes = changes.reduce(
    (sum, change) => sum + (change.op === "write" ? change.content.byteLength : 0),
    0,
  );
  return [
    ...changes.flatMap(refusalsOfPath),
    ...refusalsOfTwins(changes),
    ...(changes.length === 0 ? [{ path: "", reason: "nothing was changed" }] : []),
    ...(changes.length > maxFiles
      ? [{ path: "", reason: `${changes.length} files are more than the limit of ${maxFiles}` }]
      : []),
    ...(bytes > maxBytes
      ? [{ path: "", reason: `${bytes} bytes are more than the limit of ${maxBytes}` }]
      : []),
  ];
}

/**
 * Lets pass what an agent may write.
 * @throws OSOrganicError `change_set_refused` with every refusal, when {@link findRefusals} finds any
 */
export function assertChangeSet(changeSet: ChangeSet, limits?: ChangeSetLimits): void {
  const refusals = findRefusals(changeSet, limits);
  if (refusals.length === 0) return;
  const sentences = refusals.map(({ path, reason }) => (path ? `${path}: ${reason}` : reason));
  throw new OSOrganicError("change_set_refused", `The change cannot be committed. ${sentences.join("; ")}.`, {
    details: { refusals },
  });
}

function refusalsOfPath({ path }: FileChange): readonly Refusal[] {
  const reason = checkPath(path);
  return reason === undefined ? [] : [{ path, reason }];
}

/**
 * Two paths that one file system cannot hold apart: `Readme.md` beside `README.md`, `a` beside `A/b`, or a path twice.
 * Every folder on the way counts; a file that becomes a folder of the same spelling is no twin.
 */
function refusalsOfTwins(changes: readonly FileChange[]): readonly Refusal[] {
  const seen = new Map<string, string>();
  const written = new Set<string>();
  return changes.flatMap(({ path }) => {
    const twin = prefixesOf(path)
      .map((prefix) => [prefix, seen.get(foldPath(prefix))] as const)
      .find(
        ([prefix, other]) =>
          other !== undefined && (other !== prefix || (prefix === path && written.has(path))),
      )?.[1];
    for (const prefix of prefixesOf(path)) seen.set(foldPath(prefix), prefix);
    written.add(path);
    return twin === undefined ? [] : [{ path, reason: `is the same file as ${twin} on some file systems` }];
  });
}

/** `a/b/c` is `a`, `a/b` and `a/b/c`. */
function prefixesOf(path: string): readonly string[] {
  const segments = path.split("/");
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}
