import type { LineRange } from "../contenders/contender.ts";

/** What was found within a budget, from 0 to 1. */
export interface PackingScores {
  /** Of the places that the fix changed: those of which at least one line is shown. */
  readonly hunks: number;
  /** Of the lines that the fix changed: those that are shown. */
  readonly lines: number;
  /** Of the files that the fix changed: those of which anything is shown. */
  readonly files: number;
}

/** @param hunks where the fix changed `gold`; at least one */
export function judgePacking(
  packed: readonly LineRange[],
  hunks: readonly LineRange[],
  gold: readonly string[],
): PackingScores {
  const shown = new Map<string, Set<number>>();
  for (const { path, startLine, endLine } of packed) {
    const lines = shown.get(path) ?? new Set<number>();
    shown.set(path, lines);
    for (let line = startLine; line <= endLine; line++) lines.add(line);
  }
  const seen = hunks.map(({ path, startLine, endLine }) => {
    const all = Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index);
    return { all: all.length, shown: all.filter((line) => shown.get(path)?.has(line)).length };
  });
  const total = seen.reduce((sum, { all }) => sum + all, 0);
  return {
    hunks: seen.filter((hunk) => hunk.shown > 0).length / hunks.length,
    lines: seen.reduce((sum, hunk) => sum + hunk.shown, 0) / total,
    files: gold.filter((path) => shown.has(path)).length / gold.length,
  };
}
