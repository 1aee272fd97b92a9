/** What is known of one file that we ship, shipped once, or may ship. Texts are compared by their normalised hashes. */
export interface FileFacts {
  /** Hash of the child's file as it is; undefined: there is none. */
  readonly current: string | undefined;
  /** Hash of our last render that reached the child; undefined: we never wrote this file. */
  readonly recorded: string | undefined;
  readonly mode: "ejected" | "orphaned" | undefined;
  /** Hash of our render now; undefined: we ship it no longer. */
  readonly next: string | undefined;
}

/** What is done with a file. */
export type FileDecision =
  | "unchanged" // it is what we would write
  | "create"
  | "eject" // the user deleted it, so it stays away
  | "overwrite" // nobody touched it
  | "keep" // edited, and we have nothing new
  | "merge" // edited, and we have something new: three ways, or a parked conflict
  | "delete" // we ship it no longer, and nobody touched it
  | "orphan" // we ship it no longer, and it was edited: it is the user's now
  | "leave"; // ejected, or an orphan

/**
 * Whose word counts, for one file. The whole policy: a user's edit is never lost, and what was deleted stays deleted.
 * First row that fits wins.
 */
export function decideFile(facts: FileFacts): FileDecision {
  const row = table.find(([fits]) => fits(facts));
  return row?.[1] ?? "merge";
}

type Row = readonly [fits: (facts: FileFacts) => boolean, decision: FileDecision];

const table: readonly Row[] = [
  [({ mode }) => mode === "ejected", "leave"],
  [({ current, recorded }) => current === undefined && recorded !== undefined, "eject"],
  [({ next, mode }) => next === undefined && mode === "orphaned", "leave"],
  [({ next, current, recorded }) => next === undefined && current === recorded, "delete"],
  [({ next }) => next === undefined, "orphan"],
  [({ next, current }) => current === next, "unchanged"],
  [({ current }) => current === undefined, "create"],
  [({ current, recorded }) => current === recorded, "overwrite"],
  [({ next, recorded }) => recorded === next, "keep"],
  [() => true, "merge"],
];
